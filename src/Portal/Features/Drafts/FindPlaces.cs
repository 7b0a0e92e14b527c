using System.Text;
using System.Text.RegularExpressions;
using Portal.Access;
using Portal.Storage.Files;

namespace Portal.Features.Drafts;

/// <summary>The places that a protocol names, found in the kept originals.</summary>
public sealed partial class FindPlaces(Acting acting, DraftStore drafts, FileStore files)
{
    private const int MostPlaces = 200;

    /// <summary>Places by document and source; what cannot be found (another kind of file, too large, damaged) is left out.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    public async Task<IReadOnlyDictionary<(string DocumentId, string Source), FilePlace>> RunAsync(
        Actor actor, string draftId, IReadOnlyList<CheckFinding> findings, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        _ = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
        var found = new Dictionary<(string, string), FilePlace>();
        foreach (var document in await drafts.DocumentsAsync(draftId, cancellationToken))
        {
            var sources = findings.Where(finding => finding.DocumentId == document.Id).Select(finding => finding.Place).OfType<string>().Distinct().Take(MostPlaces).ToList();
            if (sources.Count == 0 || document.Size > FilePlaces.MostBytes || await EncodingOfAsync(document.Sha256, cancellationToken) is not { } encoding)
            {
                continue;
            }

            try
            {
                var places = await FilePlaces.FindAsync(() => new StreamReader(files.Open(document.Sha256) ?? Stream.Null, encoding), sources, cancellationToken);
                foreach (var (source, place) in places)
                {
                    found[(document.Id, source)] = place;
                }
            }
            catch (InvalidDataException)
            {
                // A damaged original shows no places; the check asks for it when it needs it.
            }
        }

        return found;
    }

    // As the XML declaration says; the first bytes are ASCII in every encoding that reports come in, but for those with a mark of their own.
    private async Task<Encoding?> EncodingOfAsync(string sha256, CancellationToken cancellationToken)
    {
        await using var stream = files.Open(sha256);
        if (stream is null)
        {
            return null;
        }

        try
        {
            var head = new byte[200];
            var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            var name = DeclarationForm().Match(Encoding.ASCII.GetString(head, 0, length)).Groups["name"].Value;
            return name.Length == 0 ? Encoding.UTF8 : Encoding.GetEncoding(name);
        }
        catch (Exception error) when (error is ArgumentException or InvalidDataException)
        {
            return null;
        }
    }

    [GeneratedRegex("<\\?xml[^>]*encoding\\s*=\\s*[\"'](?<name>[A-Za-z0-9._-]{1,40})[\"']", RegexOptions.CultureInvariant)]
    private static partial Regex DeclarationForm();
}
