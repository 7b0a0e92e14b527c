using System.Text;

namespace Portal.Tests.Fixtures;

/// <summary>Report files for the fund and for Rosstat, as accounting programs write them.</summary>
internal static class StateFiles
{
    public const string SfrNumber = "066-001-123456";

    /// <summary>П-4 with the payer's ОКПО in its title, as the sandbox generates it.</summary>
    public static Report Rosstat { get; } = Utf8("0606010_2025.xml",
        """
        <report code="606010" okud="0606010" form="12" shortname="П-4" year="2025" period="0401" version="21-11-2023">
          <title><item name="name" value="Тестовая"/><item name="okpo" value="12345678"/></title>
          <sections><section code="1"><row code="01"><col code="1">12</col></row></section></sections>
        </report>
        """);

    /// <summary>ЕФС-1 of «Тестовая» with a signature inside.</summary>
    public static Report Fund { get; } = Utf8($"СФР_{SfrNumber}_ЕФС-1_20260115.xml",
        $"""
        <ЭДПФР xmlns="http://пф.рф/СФР/ЕФС-1/2024-01-01">
          <ЕФС-1><Страхователь><РегНомер>{SfrNumber}</РегНомер><НаименованиеКраткое>Тестовая</НаименованиеКраткое><ИНН>6676130154</ИНН><КПП>667601001</КПП></Страхователь>
          <Работник><ИНН>667010000222</ИНН></Работник></ЕФС-1>
          <Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>AAAA</SignatureValue></Signature>
        </ЭДПФР>
        """);

    /// <summary>The same without the signature.</summary>
    public static Report UnsignedFund { get; } = Utf8(
        Fund.FileName, string.Join('\n', Encoding.UTF8.GetString(Fund.Bytes).Split('\n').Where(line => !line.Contains("xmldsig", StringComparison.Ordinal))));

    public static Report Utf8(string fileName, string text) => new(fileName, Encoding.UTF8.GetBytes(text));
}
