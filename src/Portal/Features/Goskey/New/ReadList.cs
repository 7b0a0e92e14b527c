using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.Features.Goskey.New;

/// <summary>A right row of a file. <paramref name="Snils"/>: 11 digits.</summary>
public sealed record ReadPerson(int Row, string Name, string Snils, string Email)
{
    /// <summary>For screens.</summary>
    public string Masked => Goskey.Snils.Parse(Snils).Masked;

    /// <summary>Without what identifies the person: records are printed by accident.</summary>
    public override string ToString() => $"Row {Row}";
}

/// <summary>Why a row was not taken: its number in the file and a sentence.</summary>
public sealed record ReadError(int Row, string Sentence);

/// <summary>What was read of a list's file. <paramref name="Problem"/>: the file cannot be read as a whole, and then there are no rows.</summary>
public sealed record ReadList(string FileName, IReadOnlyList<ReadPerson> People, IReadOnlyList<ReadError> Errors, string? Problem);

/// <summary>Encrypts what was read of a file while it waits for a decision.</summary>
public sealed class ReadListSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector lists = protection.CreateProtector("goskey-read-list");

    /// <summary>As it is stored.</summary>
    public string Seal(ReadList list) => lists.Protect(JsonSerializer.Serialize(list));

    /// <summary>The stored list; null for null.</summary>
    public ReadList? Open(string? sealedList) => sealedList is null ? null : JsonSerializer.Deserialize<ReadList>(lists.Unprotect(sealedList));
}
