using System.Text;
using System.Threading.Channels;
using Guestfs.Appliance;
using Guestfs.Processes;

namespace Guestfs.Core.Tests.Appliance;

/// <summary>Writes down what an observer is told.</summary>
internal sealed class RecordedBuild : IApplianceObserver
{
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    public RebuildPrediction? Prediction { get; private set; }

    public IReadOnlyList<string> Arguments { get; private set; } = [];

    public int Pid { get; private set; }

    public ChildExit? Result { get; private set; }

    public LockHolder? Holder { get; private set; }

    public string StandardOutput => _output.ToString();

    public string StandardError => _errors.ToString();

    /// <summary>Waits until a call is told; fails the test when it does not come.</summary>
    public async Task WaitForAsync(string call)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (await _calls.Reader.ReadAsync(limit.Token) != call)
        {
            // Earlier calls are of no interest to who waits for this one.
        }
    }

    public void Selected(ApplianceKind kind, string path) => Add($"selected {kind.Word()} {path}");

    public void Predicted(RebuildPrediction prediction)
    {
        Prediction = prediction;
        Add("predicted");
    }

    public void LockWaiting(int? pid, string? command)
    {
        Holder = new LockHolder(pid, command);
        Add("lock");
    }

    public void Output(bool isError, ReadOnlyMemory<byte> bytes)
    {
        (isError ? _errors : _output).Append(Encoding.UTF8.GetString(bytes.Span));
        Add(isError ? "error" : "output");
    }

    public void Progress(long allocatedBytes, long? expectedBytes) => Add($"progress {allocatedBytes} of {expectedBytes}");

    public void ProcessStarted(int pid, IReadOnlyList<string> arguments)
    {
        (Pid, Arguments) = (pid, arguments);
        Add("started");
    }

    public void ProcessExited(int pid, ChildExit result)
    {
        Result = result;
        Add("exited");
    }

    private void Add(string call) => _calls.Writer.TryWrite(call);
}
