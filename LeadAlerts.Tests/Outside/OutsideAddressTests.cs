using System.Net;
using System.Net.Sockets;
using LeadAlerts.Core.Outside;

namespace LeadAlerts.Tests.Outside;

public sealed class OutsideAddressTests
{
    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("1.1.1.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    [InlineData("::ffff:93.184.215.14")]
    public void The_public_internet_is_outside(string address) => Assert.True(OutsideAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("198.18.0.1")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("2001:0:7f00:1::")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:db8::1")]
    [InlineData("ff02::1")]
    public void What_only_we_can_reach_is_inside(string address) => Assert.False(OutsideAddress.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_name_that_leads_inside_is_not_contacted()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var connection = new OutsideConnection((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("::ffff:127.0.0.1")]), allowLoopback: false);

        await Assert.ThrowsAsync<InsideAddressException>(async () =>
            await connection.ConnectAsync(new DnsEndPoint("innocent.example", port), TestContext.Current.CancellationToken));

        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Each_connection_asks_again_where_a_name_leads()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var target = new DnsEndPoint("rebinding.example", ((IPEndPoint)listener.LocalEndpoint).Port);
        var addresses = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("169.254.169.254")]);
        var connection = new OutsideConnection((_, _) => Task.FromResult<IPAddress[]>([addresses.Dequeue()]), allowLoopback: true);

        await using (await connection.ConnectAsync(target, TestContext.Current.CancellationToken))
        {
            Assert.True(listener.Pending());
        }

        await Assert.ThrowsAsync<InsideAddressException>(async () =>
            await connection.ConnectAsync(target, TestContext.Current.CancellationToken));
    }
}
