using System.Globalization;
using Portal.Integrations.Tests.Simulator;
using Portal.Testing;

namespace Portal.Integrations.Tests.Signing;

/// <summary>OpenSSL with the GOST engine: a judge of our signatures that is not ours.</summary>
internal static class GostEngine
{
    /// <summary>Reports the test as skipped where the engine is missing; on the build machine it fails instead.</summary>
    public static async Task RequireAsync()
    {
        var engine = await OpenSsl.RunAsync(["engine", "gost", "-c"]);
        Assert.SkipUnless(Ci.IsOn || engine.Output.Contains("gost2012_256", StringComparison.Ordinal), "openssl with the gost engine is not installed (package libengine-gost-openssl)");
    }

    /// <summary>What <c>openssl cms -verify</c> says, the chain and the CAdES attribute included.</summary>
    public static async Task<(int ExitCode, string Output)> VerifyAsync(byte[] signature, byte[] content, string authorityPem, DateTimeOffset? at = null)
    {
        using var folder = new TempFolder();
        var (signatureFile, contentFile, authority) = (folder.Combine("s.sig"), folder.Combine("content"), folder.Combine("ca.pem"));
        await File.WriteAllBytesAsync(signatureFile, signature);
        await File.WriteAllBytesAsync(contentFile, content);
        await File.WriteAllTextAsync(authority, authorityPem);
        var moment = (at ?? TestClock.Create().GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return await OpenSsl.RunAsync(
        [
            "cms", "-verify", "-cades", "-engine", "gost", "-inform", "DER", "-in", signatureFile, "-content", contentFile,
            "-binary", "-CAfile", authority, "-purpose", "any", "-attime", moment, "-out", "/dev/null",
        ]);
    }

    /// <summary>Runs openssl and expects it to succeed.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var (exit, output) = await OpenSsl.RunAsync(arguments);
        Assert.True(exit == 0, output);
        return output;
    }
}
