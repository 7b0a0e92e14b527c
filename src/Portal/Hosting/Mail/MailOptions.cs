namespace Portal.Hosting.Mail;

/// <summary>Section <c>Mail</c>: the server letters go out by. Without a host none is written.</summary>
public sealed class MailOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Mail";

    /// <summary>SMTP host; empty sends nothing.</summary>
    public string Host { get; set; } = "";

    /// <summary>SMTP port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Login; empty for none.</summary>
    public string User { get; set; } = "";

    /// <summary>Password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Demand TLS; false only for a server on the same machine.</summary>
    public bool Tls { get; set; } = true;

    /// <summary>Sender's address.</summary>
    public string From { get; set; } = "";

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems()
    {
        if (Host is "")
        {
            yield break;
        }

        if (Port is < 1 or > 65535)
        {
            yield return "Mail:Port must lie between 1 and 65535";
        }

        if (!From.Contains('@', StringComparison.Ordinal))
        {
            yield return "Mail:From must be an address";
        }
    }
}
