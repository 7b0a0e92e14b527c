namespace Portal.Features.Goskey.Assembly;

/// <summary>What keeps a package from being assembled.</summary>
/// <param name="Document">Place of the document in the package, from 0; null when it is about all of them.</param>
/// <param name="Text">A sentence for the user.</param>
public sealed record PackageComplaint(int? Document, string Text);

/// <summary>The whole package against the rules, before it is assembled; contents were looked at by <see cref="DocumentCheck"/> as they came.</summary>
public static class PackageCheck
{
    /// <summary>Everything that is wrong with the documents; empty when nothing is.</summary>
    public static IReadOnlyList<PackageComplaint> Run(PackageRules rules, IReadOnlyList<PlannedDocument> documents)
    {
        var complaints = OfPackage(rules, documents).Select(text => new PackageComplaint(null, text)).ToList();
        var (wire, screen) = (new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase), new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase));
        for (var place = 0; place < documents.Count; place++)
        {
            complaints.AddRange(OfDocument(rules, documents[place]).Select(text => new PackageComplaint(place, text)));
            if (!screen.TryAdd(documents[place].DisplayName, place))
            {
                complaints.Add(new PackageComplaint(place, $"Имя «{documents[place].DisplayName}» уже есть у документа № {screen[documents[place].DisplayName] + 1}: переименуйте один из них"));
            }
            else if (!wire.TryAdd(documents[place].WireName, place))
            {
                complaints.Add(new PackageComplaint(place, $"В архиве имя {documents[place].WireName} уже занято документом № {wire[documents[place].WireName] + 1}: переименуйте один из них"));
            }
        }

        return complaints;
    }

    /// <summary>What is wrong with the title or a description; null when nothing is. An empty description is fine, an empty title is not.</summary>
    public static string? TitleProblem(PackageRules rules, string title) =>
        string.IsNullOrWhiteSpace(title) ? "Укажите, что подписывают: это название увидит получатель" : DescriptionProblem(rules, title);

    /// <summary>What is wrong with a description; null when nothing is.</summary>
    public static string? DescriptionProblem(PackageRules rules, string description) =>
        description.Length > rules.LongestDescription ? $"Описание длиннее {rules.LongestDescription} знаков: лишних {description.Length - rules.LongestDescription}"
        : !RequestXml.IsText(description) ? "В описании есть управляющие или повреждённые знаки"
        : null;

    private static IEnumerable<string> OfPackage(PackageRules rules, IReadOnlyList<PlannedDocument> documents)
    {
        if (documents.Count == 0)
        {
            yield return "Добавьте хотя бы один документ";
        }

        if (documents.Count > rules.MostDocuments)
        {
            yield return $"Документов {documents.Count}, а в одном пакете бывает не больше {rules.MostDocuments}: уберите лишние или отправьте их вторым пакетом";
        }

        var (bytes, most) = (documents.Sum(document => document.Size), rules.MostBytes - PackageRules.ReserveOf(documents.Count));
        if (bytes > most)
        {
            yield return $"Документы вместе занимают на {bytes - most:N0} байт больше, чем помещается в пакет ({Sizes.Of(rules.MostBytes)} вместе с подписями)";
        }
    }

    private static IEnumerable<string> OfDocument(PackageRules rules, PlannedDocument document)
    {
        var (name, wire) = (document.DisplayName, document.WireName);
        if (DisplayNames.Check(name).Reason is { } reason)
        {
            yield return reason;
        }

        if (document.Size <= 0)
        {
            yield return $"Файл «{name}» пустой";
        }

        if (rules.FormatOf(wire) is null || wire.LastIndexOf('.') < 1)
        {
            yield return $"Формат файла «{name}» не принимают. Можно: {string.Join(", ", rules.Formats.Select(format => format.Extension))}";
        }

        if (wire.Length > rules.LongestName || !wire.All(PackageRules.IsAllowedInName) || wire.Equals(PackageRules.RequestName, StringComparison.OrdinalIgnoreCase)
            || wire.EndsWith(PackageRules.SignatureExtension, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"Имя «{name}» в архиве недопустимо: переименуйте документ";
        }

        if (DescriptionProblem(rules, document.Description) is { } problem)
        {
            yield return $"«{name}»: {problem}";
        }
    }
}
