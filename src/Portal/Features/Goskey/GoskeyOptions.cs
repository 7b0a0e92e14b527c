using System.Text.RegularExpressions;

namespace Portal.Features.Goskey;

/// <summary>How a package is sent.</summary>
public enum GoskeySending
{
    /// <summary>A number is reserved and kept, then the package is uploaded to it (contract goskey 3.1, 3.3).</summary>
    Reserve,

    /// <summary>Everything in one request (3.2).</summary>
    Push,
}

/// <summary>Section <c>Goskey</c>: keys that sign, whom to trust, and how packages go.</summary>
public sealed partial class GoskeyOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Goskey";

    /// <summary>Keys kept on the server, by the name that a sender's profile refers to.</summary>
    public Dictionary<string, SigningKeyOptions> Keys { get; set; } = [];

    /// <summary>Whom to trust when a recipient's signature is verified.</summary>
    public GoskeyTrustOptions Trust { get; set; } = new();

    /// <summary>How a package is sent.</summary>
    public GoskeySending Sending { get; set; }

    /// <summary>Packages uploaded at the same time by one node.</summary>
    public int MaxParallelSendings { get; set; } = 2;

    /// <summary>Where packages wait to be sent; relative to the data folder.</summary>
    public string SpoolFolder { get; set; } = "spool";

    /// <summary>Moscow time from which no letters go to recipients.</summary>
    public TimeOnly QuietFrom { get; set; } = new(22, 0);

    /// <summary>Moscow time until which no letters go to recipients.</summary>
    public TimeOnly QuietUntil { get; set; } = new(8, 0);

    /// <summary>How long a recipient has to sign (contract goskey 4.1).</summary>
    public TimeSpan SigningWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a sending without an answer is asked about before it counts as not arrived, or goes to a person. Longer than any upload takes.</summary>
    public TimeSpan SettleAfter { get; set; } = TimeSpan.FromMinutes(11);

    /// <summary>How long after its end a signed package is looked at for signatures that are not listed yet, before one counts as missing.</summary>
    public TimeSpan MissingAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What is wrong, one sentence per key. A key or certificate that cannot be read is no problem of the settings: it is told at the profile that uses it.</summary>
    public IEnumerable<string> Problems(bool development)
    {
        foreach (var problem in Keys.SelectMany(key => KeyName().IsMatch(key.Key)
            ? key.Value.Problems($"Goskey:Keys:{key.Key}") : [$"Goskey:Keys:{key.Key}: a name has up to 64 Latin letters, digits, hyphens and underscores"]))
        {
            yield return problem;
        }

        if (!Enum.IsDefined(Sending))
        {
            yield return $"Goskey:Sending must be one of {string.Join(", ", Enum.GetNames<GoskeySending>())}";
        }

        if (MaxParallelSendings is < 1 or > 16)
        {
            yield return "Goskey:MaxParallelSendings must lie between 1 and 16";
        }

        if (string.IsNullOrWhiteSpace(SpoolFolder))
        {
            yield return "Goskey:SpoolFolder must not be empty";
        }

        if (SigningWindow < TimeSpan.FromMinutes(1) || SigningWindow > TimeSpan.FromDays(7))
        {
            yield return "Goskey:SigningWindow must lie between 00:01:00 and 7.00:00:00";
        }

        var shortest = development ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(6);
        if (SettleAfter < shortest || SettleAfter > TimeSpan.FromHours(6))
        {
            yield return $"Goskey:SettleAfter must lie between {shortest} and 06:00:00: an upload takes up to five minutes";
        }

        if (MissingAfter < TimeSpan.Zero || MissingAfter > TimeSpan.FromDays(1))
        {
            yield return "Goskey:MissingAfter must lie between 00:00:00 and 1.00:00:00";
        }

        foreach (var problem in Trust.Unep.Problems("Goskey:Trust:Unep").Concat(Trust.Ukep.Problems("Goskey:Trust:Ukep")))
        {
            yield return problem;
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex KeyName();
}

/// <summary>Where a signing key is.</summary>
public enum SigningKeyKind
{
    /// <summary>A PKCS#12 file with its certificate.</summary>
    Pkcs12,

    /// <summary>A PKCS#8 file, and the certificate in another one.</summary>
    Pkcs8,

    /// <summary>In a program's hands, for keys that cannot be exported.</summary>
    Command,
}

/// <summary>One key of <see cref="GoskeyOptions.Keys"/>. Files are relative to the data folder.</summary>
public sealed class SigningKeyOptions
{
    /// <summary>Where the key is.</summary>
    public SigningKeyKind? Kind { get; set; }

    /// <summary>The PKCS#12 or PKCS#8 file.</summary>
    public string Path { get; set; } = "";

    /// <summary>The certificate's file; PKCS#12 holds its own.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The file's password, or give <see cref="PasswordFile"/>.</summary>
    public string Password { get; set; } = "";

    /// <summary>File that holds the password.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>The program and its arguments, see <see cref="Portal.Integrations.Signing.ExternalCommandOptions.Command"/>.</summary>
    public string Command { get; set; } = "";

    /// <summary>Takes signatures of the program that do not name their certificate.</summary>
    public bool TakesPlainCms { get; set; }

    /// <summary>Variables set for the program: the place for a PIN.</summary>
    public Dictionary<string, string> Environment { get; set; } = [];

    /// <summary>After this the program is ended.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems(string key)
    {
        if (Kind is not { } kind || !Enum.IsDefined(kind))
        {
            yield return $"{key}:Kind must be one of {string.Join(", ", Enum.GetNames<SigningKeyKind>())}";
            yield break;
        }

        if (kind != SigningKeyKind.Command && Path is "")
        {
            yield return $"{key}:Path is missing";
        }

        if (kind != SigningKeyKind.Pkcs12 && Certificate is "")
        {
            yield return $"{key}:Certificate is missing";
        }

        if (kind == SigningKeyKind.Command && !Command.Contains("{content}", StringComparison.Ordinal) && !Command.Contains("{digest}", StringComparison.Ordinal))
        {
            yield return $"{key}:Command must name {{content}} or {{digest}}";
        }

        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(10))
        {
            yield return $"{key}:Timeout must lie between 00:00:01 and 00:10:00";
        }
    }
}

/// <summary>Whom to trust, by the kind of signature (contract goskey 7.3, item 6).</summary>
public sealed class GoskeyTrustOptions
{
    /// <summary>Goskey's own centres.</summary>
    public TrustFiles Unep { get; set; } = new();

    /// <summary>The head centre and the accredited ones.</summary>
    public TrustFiles Ukep { get; set; } = new();
}

/// <summary>Files of certificates, PEM or DER, relative to the data folder.</summary>
public sealed class TrustFiles
{
    /// <summary>Trusted by themselves.</summary>
    public IList<string> Anchors { get; set; } = [];

    /// <summary>Steps between a signer and an anchor.</summary>
    public IList<string> Intermediates { get; set; } = [];

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems(string key) =>
        Named("Anchors", Anchors).Concat(Named("Intermediates", Intermediates)).Where(file => string.IsNullOrWhiteSpace(file.Name)).Select(file => $"{key}:{file.Key} is empty");

    private static IEnumerable<(string Key, string Name)> Named(string list, IList<string> files) => files.Select((name, place) => ($"{list}:{place}", name));
}
