using System.Globalization;
using Portal.Simulator.KonturExtern.Docflows;

namespace Portal.Simulator.KonturExtern.Printing;

/// <summary>What a print form says of a document that was sent (drafts contract 1.7): who signed it, when it was sent, when it was accepted.</summary>
internal static class PrintStamps
{
    public static IReadOnlyList<string> Of(Docflow docflow, DocflowDocument document)
    {
        var stamps = document.Signatures.Select(signature => $"Документ подписан электронной подписью. {signature.Title}. Сертификат {signature.Thumbprint ?? "не определён"}.").ToList();
        stamps.Add($"Отправлено через оператора {Moscow(document.SendDate)}. Документооборот {docflow.Id}.");
        if (document.SendDate == docflow.CreatedAt && document.Signatures.Any(signature => signature.SignerType == "organization-representative"))
        {
            stamps.AddRange(docflow.Documents.Select(AnswerOf).Where(answer => answer is not null)!);
        }

        return stamps;
    }

    private static string? AnswerOf(DocflowDocument answer)
    {
        var signer = answer.Signatures is [var first, ..] ? $" {first.Title}." : "";
        return answer.Type switch
        {
            var type when type.EndsWith("date-confirmation", StringComparison.Ordinal) => $"Дата отправки подтверждена {Moscow(answer.SendDate)}.{signer}",
            var type when type.EndsWith("acceptance-result-positive", StringComparison.Ordinal) => $"Принято {Moscow(answer.SendDate)}.{signer}",
            var type when type.EndsWith("acceptance-result-negative", StringComparison.Ordinal) => $"В приёме отказано {Moscow(answer.SendDate)}.{signer}",
            _ => null,
        };
    }

    private static string Moscow(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(3)).ToString("dd.MM.yyyy 'в' HH:mm '(МСК)'", CultureInfo.InvariantCulture);
}
