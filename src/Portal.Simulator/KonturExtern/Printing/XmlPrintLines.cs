using System.Xml;

namespace Portal.Simulator.KonturExtern.Printing;

/// <summary>The lines of an XML document: elements by name, attributes and text below them as «name: value».</summary>
internal static class XmlPrintLines
{
    private const int LargestValue = 10_000;

    /// <summary>How documents are read for printing: without DTDs and comments.</summary>
    public static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false, IgnoreWhitespace = true, IgnoreComments = true, IgnoreProcessingInstructions = true,
    };

    /// <summary>Read while they are asked for; a document that is no well-formed XML throws <see cref="XmlException"/>.</summary>
    public static IEnumerable<PrintLine> Read(Stream xml)
    {
        using var reader = XmlReader.Create(xml, Settings);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                var level = reader.Depth;
                yield return new PrintLine(reader.LocalName, null, level);
                for (var index = 0; index < reader.AttributeCount; index++)
                {
                    reader.MoveToAttribute(index);
                    if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                    {
                        yield return new PrintLine(reader.LocalName, Cut(reader.Value), level + 1);
                    }
                }
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                yield return new PrintLine(Cut(reader.Value), null, reader.Depth);
            }
        }
    }

    private static string Cut(string value) => value.Length <= LargestValue ? value : string.Concat(value.AsSpan(0, LargestValue), "…");
}
