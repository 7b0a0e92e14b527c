using System.Diagnostics;
using System.Globalization;
using Portal.Features.Goskey;
using Portal.Testing;

namespace Portal.Tests.Features.Goskey.Assembly;

/// <summary>Judges that are not ours: libxml2, Info-ZIP, OpenSSL with its GOST engine. Where one is missing the test is skipped, on the build machine it fails.</summary>
internal static class ForeignTools
{
    private static readonly string Contract = System.IO.Path.Combine(RepositoryRoot.Path, "src", "Portal", "Features", "Goskey", "Assembly", "goskey-req.xsd");

    /// <summary>Skips without OpenSSL and its GOST engine.</summary>
    public static Task RequireGostAsync() => RequireAsync("openssl", "libengine-gost-openssl", "engine", "gost", "-c");

    /// <summary><c>xmllint --schema</c>.</summary>
    public static async Task ValidateAsync(byte[] request, SignatureKind kind)
    {
        await RequireAsync("xmllint", "libxml2-utils", "--version");
        using var folder = new TempFolder();
        var (xml, xsd) = (folder.Combine("req.xml"), folder.Combine("req.xsd"));
        await File.WriteAllBytesAsync(xml, request);
        var schema = await File.ReadAllTextAsync(Contract);
        await File.WriteAllTextAsync(xsd, kind == SignatureKind.Unep ? schema : schema.Replace("sign_document/1.0.0", "sign_document_ukep/1.0.0", StringComparison.Ordinal));
        await ExpectAsync("xmllint", "--noout", "--nonet", "--schema", xsd, xml);
    }

    /// <summary><c>unzip -t</c> and the names in their order.</summary>
    public static async Task<string[]> ListAsync(string zip)
    {
        await RequireAsync("unzip", "unzip", "-v");
        Assert.Contains("No errors detected", await ExpectAsync("unzip", "-t", zip), StringComparison.Ordinal);
        return (await ExpectAsync("unzip", "-Z1", zip)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Unpacks everything, by Info-ZIP.</summary>
    public static async Task ExtractAsync(string zip, string folder)
    {
        await RequireAsync("unzip", "unzip", "-v");
        await ExpectAsync("unzip", "-q", zip, "-d", folder);
    }

    /// <summary><c>openssl cms -verify</c> with the chain and the attribute of CAdES.</summary>
    public static async Task VerifyAsync(string content, string signature, string authority, DateTimeOffset at)
    {
        await RequireGostAsync();
        await ExpectAsync(
            "openssl", "cms", "-verify", "-cades", "-engine", "gost", "-inform", "DER", "-in", signature, "-content", content, "-binary", "-CAfile", authority, "-purpose", "any",
            "-attime", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), "-out", "/dev/null");
    }

    private static async Task RequireAsync(string tool, string package, params string[] probe)
    {
        var (exit, output) = await RunAsync(tool, probe);
        Assert.SkipUnless(Ci.IsOn || (exit == 0 && (tool != "openssl" || output.Contains("gost2012_256", StringComparison.Ordinal))), $"{tool} is not installed (package {package})");
    }

    private static async Task<string> ExpectAsync(string tool, params string[] arguments)
    {
        var (exit, output) = await RunAsync(tool, arguments);
        Assert.True(exit == 0, $"{tool} {string.Join(' ', arguments)}: {output}");
        return output;
    }

    private static async Task<(int Exit, string Output)> RunAsync(string tool, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, $"{tool} is not installed");
        }
    }
}
