namespace Guestfs.Processes;

/// <summary>Linux signal numbers and their descriptions, as strsignal(3) words them.</summary>
public static class SignalNames
{
    public const int Abort = 6;
    public const int Kill = 9;
    public const int Terminate = 15;

    public static string NameOf(int signal) => signal switch
    {
        1 => "Hangup",
        2 => "Interrupt",
        3 => "Quit",
        4 => "Illegal instruction",
        Abort => "Aborted",
        7 => "Bus error",
        8 => "Floating point exception",
        Kill => "Killed",
        11 => "Segmentation fault",
        13 => "Broken pipe",
        Terminate => "Terminated",
        31 => "Bad system call",
        _ => "signal " + signal.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
