using System.Net;
using LeadAlerts.Web.Hosting;

namespace LeadAlerts.Tests.Hosting;

public sealed class ClientNetworkTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010DB800010002")]
    public void An_address_counts_as_the_network_of_one_customer(string address, string network) =>
        Assert.Equal(network, ClientNetwork.KeyOf(IPAddress.Parse(address)));
}
