using Portal.Integrations.Signing;
using Portal.Storage.Files;

namespace Portal.Features.Goskey.Results;

/// <summary>What came back for a document.</summary>
/// <param name="Signature">The recipient's signature; null when none came or it was too large.</param>
/// <param name="IsTooLarge">It was larger than any honest one.</param>
/// <param name="ReturnedSame">Whether the document came back as it went; null when it did not come.</param>
public sealed record CameBack(byte[]? Signature, bool IsTooLarge, bool? ReturnedSame);

/// <summary>Judges what came back against our own original (contract goskey 7.3).</summary>
public sealed class ResultJudge(FileStore files, RecipientSeal seal, RecipientTrust trust, TimeProvider clock)
{
    /// <summary>The report. Nothing that came from outside makes it fail.</summary>
    /// <exception cref="InvalidDataException">Our original is gone or damaged.</exception>
    /// <exception cref="SigningException">A file of the trusted centres cannot be read.</exception>
    public async Task<DocumentReport> JudgeAsync(Package package, PackageDocument document, CameBack back, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var report = new DocumentReport
        {
            ReceivedAt = clock.GetUtcNow(), Kind = package.SignatureKind, IsTooLarge = back.IsTooLarge, HasSignature = back.Signature is not null || back.IsTooLarge,
            ReturnedSame = back.ReturnedSame, From = from, Until = package.FinalAt,
        };
        if (back.Signature is null)
        {
            return report with { Alarms = AlarmsOf(report, null) };
        }

        await using var original = files.Open(document.Sha256) ?? throw new InvalidDataException($"The original of document {document.Id} is not kept any more.");
        var expected = new ExpectedSignature
        {
            Snils = package.Snils is { } sealedSnils ? seal.Open(sealedSnils).Digits : null, Anchors = trust.Of(package.SignatureKind), From = from,
            Until = package.FinalAt ?? clock.GetUtcNow(),
        };
        var found = await ResultVerification.VerifyAsync(back.Signature, original, expected, cancellationToken);
        report = report with
        {
            SignatureSize = back.Signature.Length, IsIntact = found.Fault is null, Fault = found.Fault, Signer = found.Certificate?.Owner,
            SignerSnils = Masked(found.Certificate?.Snils), Addressee = found.Addressee,
            IsTrusted = found.Chain is { Fault: null }, ChainFault = found.Chain?.Fault, Chain = [.. (found.Chain?.Path ?? []).Select((one, place) => Of(one, isSigner: place == 0))],
            SignedAt = found.SignedAt, Time = found.Time, IsDer = found.IsDer, IsCades = found.IsCades,
        };
        return report with { Alarms = AlarmsOf(report, found) };
    }

    private static IReadOnlyList<ResultAlarm> AlarmsOf(DocumentReport report, SignatureReport? found)
    {
        var alarms = new List<ResultAlarm>();
        if (!report.HasSignature)
        {
            alarms.Add(ResultAlarm.MissingSignature);
        }
        else if (report.IsTooLarge || found?.Fault is { } and not SignatureFault.DoesNotMatch)
        {
            alarms.Add(ResultAlarm.BadSignature);
        }

        if (found?.Fault == SignatureFault.DoesNotMatch)
        {
            alarms.Add(ResultAlarm.WrongDigest);
        }

        // What a signature without a readable certificate does not tell is no finding of its own.
        if (found?.Certificate is not null)
        {
            if (found.Addressee is AddresseeVerdict.Another or AddresseeVerdict.Missing)
            {
                alarms.Add(ResultAlarm.ForeignSigner);
            }

            if (found.Chain is not { Fault: null })
            {
                alarms.Add(ResultAlarm.Untrusted);
            }

            if (found.Time != TimeVerdict.Inside)
            {
                alarms.Add(ResultAlarm.TimeOutside);
            }
        }

        if (report.ReturnedSame is false)
        {
            alarms.Add(ResultAlarm.ReturnedChanged);
        }

        return [.. alarms.Order()];
    }

    private static string? Masked(string? snils) => snils is null ? null : Snils.TryParse(snils, out var number) ? number.Masked : "***";

    private static ReportCertificate Of(CertificateFacts one, bool isSigner) =>
        new(one.Owner, one.Issuer, one.SerialNumber, one.Thumbprint, one.NotBefore, one.NotAfter, isSigner ? null : one.Der.ToArray());
}
