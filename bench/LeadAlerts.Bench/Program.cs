Console.WriteLine("usage: ingest");
