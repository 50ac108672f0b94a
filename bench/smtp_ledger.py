#!/usr/bin/env python3
"""A real SMTP server (aiosmtpd) on loopback that writes one JSON line per mail it accepted.

usage: smtp_ledger.py PORT LEDGER.jsonl        (Debian: apt-get install python3-aiosmtpd, run with /usr/bin/python3)
"""
import asyncio
import email
import json
import sys
import time

from aiosmtpd.controller import Controller


class Ledger:
    def __init__(self, path):
        self.file = open(path, "a", buffering=1)

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content)
        self.file.write(json.dumps({
            "at": time.time(),
            "to": envelope.rcpt_tos,
            "message_id": message["Message-ID"],
            "subject": str(email.header.make_header(email.header.decode_header(message["Subject"] or ""))),
            "bytes": len(envelope.content),
        }) + "\n")
        return "250 2.0.0 accepted"


controller = Controller(Ledger(sys.argv[2]), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
try:
    asyncio.new_event_loop().run_forever()
except KeyboardInterrupt:
    controller.stop()
