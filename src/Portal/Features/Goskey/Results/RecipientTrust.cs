using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;
using Portal.Integrations.Signing;
using Portal.Storage;

namespace Portal.Features.Goskey.Results;

/// <summary>The centres of the settings, by the kind of signature. They are read once, and again whenever a file changes.</summary>
public sealed class RecipientTrust(IOptions<GoskeyOptions> options, DataFolder folder)
{
    private readonly ConcurrentDictionary<SignatureKind, (string Stamp, TrustAnchors Anchors)> read = new();

    /// <summary>Whom to trust; nobody when the settings name none.</summary>
    /// <exception cref="SigningException">A file cannot be read.</exception>
    public TrustAnchors Of(SignatureKind kind)
    {
        var files = kind == SignatureKind.Ukep ? options.Value.Trust.Ukep : options.Value.Trust.Unep;
        var (anchors, intermediates) = (files.Anchors.Select(folder.Resolve).ToList(), files.Intermediates.Select(folder.Resolve).ToList());
        var stamp = string.Join('|', anchors.Concat(intermediates).Select(StampOf));
        if (read.TryGetValue(kind, out var known) && known.Stamp == stamp)
        {
            return known.Anchors;
        }

        var trusted = TrustAnchors.Load(anchors, intermediates);
        read[kind] = (stamp, trusted);
        return trusted;
    }

    private static string StampOf(string path)
    {
        var info = new FileInfo(path);
        return info.Exists ? string.Create(CultureInfo.InvariantCulture, $"{path}:{info.LastWriteTimeUtc.Ticks}:{info.Length}") : path;
    }
}
