using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Core.Tests.Launching;

public sealed class AcceleratorPolicyTests
{
    private static readonly KvmDevice Opens = new(KvmDeviceState.Opens, "/dev/kvm opens.");
    private static readonly KvmDevice Missing = new(KvmDeviceState.Missing, "/dev/kvm does not exist.", "Load the modules.");
    private static readonly AcceleratorScope Scope = new("boot-1", new QemuIdentity("/usr/bin/qemu", 1, 2), "kernel-1");
    private static readonly AcceleratorVerdict Broken = new(Scope, KvmWorks: false, "qemu aborts");
    private static readonly KvmFailure Failure = new(KvmFailureKind.RegisterRefused, "qemu aborts", "the line");

    [Fact]
    public void Decide_AutoAndNothingKnown_TriesKvmAndFallsBack()
    {
        var decision = AcceleratorPolicy.Decide(AcceleratorChoice.Auto, Opens, Scope, null);

        Assert.Equal((Accelerator.Kvm, true), (decision.First, decision.FallsBack));
    }

    [Fact]
    public void Decide_AutoAndKvmKnownBroken_TakesTcgAndSaysWhy()
    {
        var decision = AcceleratorPolicy.Decide(AcceleratorChoice.Auto, Opens, Scope, Broken);

        Assert.Equal(
            new AcceleratorDecision(Accelerator.Tcg, false, "KVM failed before on this host, with this qemu and kernel: qemu aborts."),
            decision);
    }

    [Fact]
    public void Decide_AutoAndKvmKnownGood_StillFallsBack()
    {
        var decision = AcceleratorPolicy.Decide(AcceleratorChoice.Auto, Opens, Scope, Broken with { KvmWorks = true, Reason = null });

        Assert.Equal((Accelerator.Kvm, true), (decision.First, decision.FallsBack));
        Assert.Contains("worked before", decision.Reason, StringComparison.Ordinal);
    }

    public static TheoryData<AcceleratorScope> OtherScopes =>
    [
        Scope with { HostBootId = "boot-2" },
        Scope with { Kernel = "kernel-2" },
        Scope with { Qemu = Scope.Qemu with { Size = 9 } },
        Scope with { Qemu = Scope.Qemu with { ModifiedUnixMilliseconds = 9 } },
    ];

    [Theory]
    [MemberData(nameof(OtherScopes))]
    public void Decide_VerdictOfAnotherHostBootQemuOrKernel_IsIgnored(AcceleratorScope other)
    {
        Assert.Equal(Accelerator.Kvm, AcceleratorPolicy.Decide(AcceleratorChoice.Auto, Opens, other, Broken).First);
    }

    [Fact]
    public void Decide_AutoWithoutDevice_TakesTcgAndSaysWhy()
    {
        var decision = AcceleratorPolicy.Decide(AcceleratorChoice.Auto, Missing, Scope, null);

        Assert.Equal((Accelerator.Tcg, false), (decision.First, decision.FallsBack));
        Assert.StartsWith("/dev/kvm does not exist.", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_TcgAskedFor_IsTakenWhateverKvmDoes()
    {
        var decision = AcceleratorPolicy.Decide(AcceleratorChoice.Tcg, Opens, Scope, Broken with { KvmWorks = true });

        Assert.Equal((Accelerator.Tcg, false), (decision.First, decision.FallsBack));
    }

    [Fact]
    public void Decide_KvmAskedFor_IsTakenAgainstTheVerdictAndNeverFallsBack()
    {
        var decision = AcceleratorPolicy.Decide(AcceleratorChoice.Kvm, Opens, Scope, Broken);

        Assert.Equal((Accelerator.Kvm, false), (decision.First, decision.FallsBack));
        Assert.Null(AcceleratorPolicy.AfterFailure(decision, Failure));
    }

    [Fact]
    public void Decide_KvmAskedForWithoutDevice_IsRefusedWithTheFix()
    {
        var error = Assert.Throws<GuestfsException>(() => AcceleratorPolicy.Decide(AcceleratorChoice.Kvm, Missing, Scope, null));

        Assert.Equal(
            "force_kvm supplied but kvm not available: /dev/kvm does not exist. Nothing was started. Load the modules. Or choose auto or TCG.",
            error.Message);
    }

    [Fact]
    public void AfterFailure_OfAuto_IsTcgOnceWithTheReason()
    {
        var first = AcceleratorPolicy.Decide(AcceleratorChoice.Auto, Opens, Scope, null);

        var second = AcceleratorPolicy.AfterFailure(first, Failure);

        Assert.Equal(new AcceleratorDecision(Accelerator.Tcg, false, "Started again under TCG because qemu aborts."), second);
    }

    [Fact]
    public void Verdict_WrittenAndRead_IsTheSame()
    {
        Assert.Equal(Broken, AcceleratorVerdict.Read(Broken.Write()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"Scope\":null,\"KvmWorks\":false,\"Reason\":null}")]
    [InlineData("not json")]
    public void Verdict_ThatCannotBeRead_IsForgotten(string? text)
    {
        Assert.Null(AcceleratorVerdict.Read(text));
    }

    [Fact]
    public void Scope_OfThisHost_StaysTheSameWithinOneBoot()
    {
        var scope = AcceleratorScope.OfThisHost(Scope.Qemu, "kernel-1");

        Assert.Equal(scope, AcceleratorScope.OfThisHost(Scope.Qemu, "kernel-1"));
        Assert.True(Guid.TryParse(scope.HostBootId, out _));
    }
}
