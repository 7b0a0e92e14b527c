namespace Portal.Integrations.Signing;

/// <summary>How a program that holds the key is asked to sign (contract goskey 8.6: CryptoPro's <c>cryptcp</c> and the like).</summary>
public sealed class ExternalCommandOptions
{
    /// <summary>
    /// The program and its arguments, for example <c>cryptcp -sign -detached -der -thumbprint {thumbprint} {content} {signature}</c>. Filled in:
    /// <c>{content}</c> path of a file with the bytes, <c>{digest}</c> path of a file with the digest alone, <c>{signature}</c> path where the signature is expected
    /// (without it, the command's output is the signature), <c>{thumbprint}</c> and <c>{serial}</c> of the certificate in hex. No shell reads the line.
    /// </summary>
    public required string Command { get; init; }

    /// <summary>After this the command and whatever it started are ended.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Variables set for the command in addition to the portal's own: the place for a PIN, which would be seen by everybody among the arguments.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Takes signatures without the attribute of the signing certificate: the accepted minimum of 6.2, for programs that cannot write it.</summary>
    public bool TakesPlainCms { get; init; }

    /// <summary>Where temporary files are made, each signature in a folder of its own that is removed afterwards.</summary>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();
}
