using System.Globalization;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>Which incoming docflows are answered by a draft, and what the answer names (contract drafts 1.3, 1.8, 6.5).</summary>
internal static class AnswerRules
{
    /// <summary>Types that can be answered.</summary>
    public static readonly IReadOnlyList<Urn> Types = [DocflowTypes.Fns534Demand, DocflowTypes.Fns534CuLetter, DocflowTypes.PfrCuLetter, DocflowTypes.StatCuLetter];

    /// <summary>
    /// What is answered; null for another type. A demand is answered by its attachment (the demand itself), a letter by the letter, and of a letter of Rosstat only
    /// the docflow is named. A docflow of a list has no documents: then the document is not known yet.
    /// </summary>
    public static AnsweredDocflow? Of(Docflow docflow)
    {
        var about = DocflowDescription.Read(docflow.Description);
        var type = docflow.Type.LastSegment;
        var date = docflow.SendDate is { } sent ? sent.ToOffset(TimeSpan.FromHours(3)).ToString(" от dd.MM.yyyy", CultureInfo.InvariantCulture) : "";
        return type switch
        {
            "fns534-demand" => Make(Authority.Tax, "fns534-demand-attachment", $"{Form(about)}{date}"),
            "fns534-cu-letter" => Make(Authority.Tax, "fns534-cu-letter", $"Письмо налоговой{date}: {about.Subject}"),
            "pfr-cu-letter" => Make(Authority.SocialFund, "pfr-cu-letter", $"Письмо СФР{date}: {about.Subject}"),
            "stat-cu-letter" => Make(Authority.Rosstat, null, $"Письмо Росстата{date}: {about.Subject}"),
            _ => null,
        };

        AnsweredDocflow Make(Authority authority, string? documentType, string title) => new(
            docflow.Id.ToString(),
            documentType is null ? null : docflow.Documents.FirstOrDefault(document => document.Description?.Type.LastSegment == documentType)?.Id.ToString(),
            title, authority, about.Cu);
    }

    private static string Form(DocflowDescription about) => about.FormVersions is [{ FormFullName: { Length: > 0 } name }, ..] ? name : "Требование";
}
