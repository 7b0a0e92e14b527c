using System.Diagnostics;

namespace Portal.Integrations.Signing;

/// <summary>
/// Signs by a program that holds the key (contract goskey 8.6), for keys that cannot be exported. The program writes the whole CMS: DER, BER, PEM or base64;
/// what is returned is DER with the end certificate alone, verified like any other.
/// </summary>
public sealed class ExternalCommandSigner : VerifiedSigner
{
    private readonly ExternalCommandOptions options;
    private readonly CommandTemplate template;

    /// <summary>Takes the certificate that the program signs with.</summary>
    /// <exception cref="SigningException"><see cref="SigningFault.ForeignKeyAlgorithm"/>.</exception>
    /// <exception cref="ArgumentException">The command names neither <c>{content}</c> nor <c>{digest}</c>, or cannot be read.</exception>
    public ExternalCommandSigner(CertificateFacts certificate, ExternalCommandOptions options, TimeProvider clock)
        : base(certificate, clock)
    {
        this.options = options;
        template = CommandTemplate.Parse(options.Command);
        if (!template.Names(CommandTemplate.Content) && !template.Names(CommandTemplate.Digest))
        {
            throw new ArgumentException($"The signing command names neither {CommandTemplate.Content} nor {CommandTemplate.Digest}.", nameof(options));
        }
    }

    /// <inheritdoc />
    public override bool NeedsContent => template.Names(CommandTemplate.Content);

    /// <inheritdoc />
    protected override bool TakesPlainCms => options.TakesPlainCms;

    /// <inheritdoc />
    protected override async Task<byte[]> ProduceAsync(ContentToSign content, CancellationToken cancellationToken)
    {
        if (NeedsContent && content.Path is null && content.Bytes is null)
        {
            throw new SigningException(SigningFault.ContentNeeded, "The signing command signs files, and the content is not at hand.");
        }

        // Readable by this user only.
        var folder = Directory.CreateDirectory(Path.Combine(options.TemporaryFolder, $"signing-{Guid.NewGuid():N}"));
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        try
        {
            return await RunAsync(folder.FullName, content, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<byte[]> RunAsync(string folder, ContentToSign content, CancellationToken cancellationToken)
    {
        var signature = Path.Combine(folder, "signature");
        var start = new ProcessStartInfo(template.Program) { WorkingDirectory = folder };
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        foreach (var argument in template.Fill(await ValuesAsync(folder, signature, content, cancellationToken)))
        {
            start.ArgumentList.Add(argument);
        }

        var output = await CommandRun.RunAsync(start, options.Timeout, Clock, cancellationToken);
        if (!template.Names(CommandTemplate.Signature))
        {
            return DetachedSignature.Decode(output);
        }

        return new FileInfo(signature) is { Exists: true, Length: <= CommandRun.LongestOutput }
            ? DetachedSignature.Decode(await File.ReadAllBytesAsync(signature, cancellationToken))
            : throw new SigningException(SigningFault.NotSignature, "The signing command ended well, and left no signature.");
    }

    private async Task<Dictionary<string, string>> ValuesAsync(string folder, string signature, ContentToSign content, CancellationToken cancellationToken) => new()
    {
        [CommandTemplate.Content] = NeedsContent && content.Path is null ? await WriteAsync(folder, "content", content.Bytes!.Value, cancellationToken) : content.Path ?? "",
        [CommandTemplate.Digest] = template.Names(CommandTemplate.Digest) ? await WriteAsync(folder, "digest", content.Digest.Value, cancellationToken) : "",
        [CommandTemplate.Signature] = signature,
        [CommandTemplate.Thumbprint] = Certificate.Thumbprint,
        [CommandTemplate.Serial] = Certificate.SerialNumber,
    };

    private static async Task<string> WriteAsync(string folder, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, bytes, cancellationToken);
        return path;
    }
}
