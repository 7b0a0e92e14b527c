using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Integrations.KonturExtern;

/// <summary>
/// A word of the vendor's enumerations, kept raw: an unknown one survives and can be shown. Equal ignoring case, hyphens and underscores
/// (<c>my-dss</c> = <c>myDSS</c>, <c>ready-to-send</c> = <c>readyToSend</c>; contract drafts Appendix D, G3, G4, G9).
/// </summary>
[JsonConverter(typeof(WordConverter))]
public readonly struct Word(string? raw) : IEquatable<Word>
{
    /// <summary>As the vendor wrote it; empty when it wrote nothing.</summary>
    public string Raw => raw ?? "";

    /// <summary>True when the vendor wrote nothing.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(raw);

    private string Key => Raw.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Equals(Word other) => string.Equals(Key, other.Key, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Word other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Key);

    /// <inheritdoc/>
    public override string ToString() => Raw;

    /// <summary>Same word in any spelling.</summary>
    public static bool operator ==(Word left, Word right) => left.Equals(right);

    /// <summary>Different words.</summary>
    public static bool operator !=(Word left, Word right) => !left.Equals(right);
}

/// <summary>A URN of the vendor, kept raw; equal ignoring case (contract auth section 6). Never switched over exhaustively.</summary>
[JsonConverter(typeof(UrnConverter))]
public readonly struct Urn(string? raw) : IEquatable<Urn>
{
    /// <summary>As the vendor wrote it; empty when it wrote nothing.</summary>
    public string Raw => raw ?? "";

    /// <summary>True when the vendor wrote nothing.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(raw);

    /// <summary>The text after the last colon, as list filters want it (contract drafts 5.1).</summary>
    public string LastSegment => Raw[(Raw.LastIndexOf(':') + 1)..];

    /// <inheritdoc/>
    public bool Equals(Urn other) => string.Equals(Raw, other.Raw, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Urn other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Raw);

    /// <inheritdoc/>
    public override string ToString() => Raw;

    /// <summary>Same URN in any case.</summary>
    public static bool operator ==(Urn left, Urn right) => left.Equals(right);

    /// <summary>Different URNs.</summary>
    public static bool operator !=(Urn left, Urn right) => !left.Equals(right);
}

internal sealed class WordConverter : JsonConverter<Word>
{
    public override bool HandleNull => true;

    public override Word Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(ExternJson.KeptText(ref reader));

    public override void Write(Utf8JsonWriter writer, Word value, JsonSerializerOptions options) => writer.WriteStringValue(value.IsEmpty ? null : value.Raw);
}

internal sealed class UrnConverter : JsonConverter<Urn>
{
    public override bool HandleNull => true;

    public override Urn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(ExternJson.KeptText(ref reader));

    public override void Write(Utf8JsonWriter writer, Urn value, JsonSerializerOptions options) => writer.WriteStringValue(value.IsEmpty ? null : value.Raw);
}
