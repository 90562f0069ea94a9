using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Web.Api;
using Microsoft.AspNetCore.WebUtilities;

namespace Guestfs.Web.Tests.Api;

public sealed class BootFilterTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?status=failed&status=timedOut&stage=kernel&accelerator=kvm&label=a%20b&q=%2F%26&sort=-total&page=4&pageSize=20")]
    [InlineData("?q=x")]
    [InlineData("?sort=started")]
    public void Write_WhatWasRead_IsTheSame(string query)
    {
        var (read, reasons) = BootFilter.Read(QueryHelpers.ParseQuery(query));

        Assert.Empty(reasons);
        Assert.Equal(query, BootFilter.Write(read));
    }

    [Fact]
    public void Read_UnknownValues_FallBackWithAReasonEach()
    {
        var (query, reasons) = BootFilter.Read(QueryHelpers.ParseQuery("?status=x&status=3&stage=y&sort=z&page=0&other=1"));

        Assert.Equal(5, reasons.Count);
        Assert.Equivalent(new BootQuery(), query, strict: true);
    }

    [Fact]
    public void NameOf_EveryStatus_ReadsBack()
    {
        foreach (var status in Enum.GetValues<BootStatus>())
        {
            Assert.Equal([status], BootFilter.Read(QueryHelpers.ParseQuery($"?status={BootFilter.NameOf(status)}")).Query.Statuses);
        }
    }
}
