using System.Text;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.People;
using Portal.Simulator.State;
using X509Certificate = Org.BouncyCastle.X509.X509Certificate;

namespace Portal.Simulator.KonturExtern.Certificates;

/// <summary>
/// The keys and certificates of the sandbox: its certification centre, the people's cloud certificates, state bodies and the operator.
/// Generated once into <c>certificates</c> of the state folder (files readable by the owner only) and kept through restarts; a reset forgets those of made people.
/// </summary>
internal sealed class CertificateVault : ICertificateOwners, IResettable
{
    private readonly Lock gate = new();
    private readonly SecureRandom random = new();
    private readonly string folder;
    private readonly TimeProvider wall;
    private readonly SandboxCertificate authority;
    private volatile IReadOnlyList<SandboxCertificate> personal = [];
    private readonly Dictionary<string, SandboxCertificate> bodies = [];

    public CertificateVault(SimulatorSettings settings, KonturUsers users, TimeProvider wall)
    {
        this.wall = wall;
        folder = Path.Combine(settings.StateFolder, "certificates");
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        authority = LoadOrIssue("ca", null, "body", CertificateIssue.BodyName("Удостоверяющий центр песочницы", "6663003127"), -400, 3650, isCa: true);
        foreach (var person in DemoPeople.All.Where(person => person.InRegistry && person.KonturUserId is not null))
        {
            AddPersonal(person, "", person.ConfirmsByMyDss ? "dss" : "cloud", -30, 335);
            if (person.Login == "director")
            {
                AddPersonal(person, "-expired", "cloud", -400, -35);
                AddPersonal(person, "-token", "iron", -60, 305);
            }
        }

        foreach (var person in users.Made)
        {
            IssueCloud(person);
        }

        Operator = StateBody("operator", "АО «ПФ «СКБ Контур» (песочница)", "6663003127");
    }

    /// <summary>The certification centre's own certificate (DER).</summary>
    public byte[] Authority => authority.Der;

    /// <summary>The operator (Kontur).</summary>
    public SandboxCertificate Operator { get; }

    public IReadOnlyList<SandboxCertificate> OfUser(Guid userId) => [.. personal.Where(one => one.Owner!.KonturUserId == userId)];

    public SandboxCertificate? Find(string thumbprint) =>
        personal.FirstOrDefault(one => string.Equals(one.Thumbprint, thumbprint, StringComparison.OrdinalIgnoreCase));

    /// <summary>The cloud certificate of a person made by the test tools.</summary>
    public SandboxCertificate IssueCloud(DemoPerson person) => AddPersonal(person, "", "cloud", -1, 364);

    /// <inheritdoc />
    public void Reset()
    {
        lock (gate)
        {
            foreach (var forgotten in personal.Where(one => one.Owner!.MadeAt is not null))
            {
                foreach (var extension in new[] { ".key", ".cer", ".rsa.pem" })
                {
                    File.Delete(FileOf(forgotten, extension));
                }
            }

            personal = [.. personal.Where(one => one.Owner!.MadeAt is null)];
        }
    }

    /// <summary>The certificate of a state body, issued when first needed.</summary>
    public SandboxCertificate StateBody(string code, string name, string inn = "7707329152")
    {
        lock (gate)
        {
            return bodies.TryGetValue(code, out var known) ? known
                : bodies[code] = LoadOrIssue($"body-{code}", null, "body", CertificateIssue.BodyName(name, inn), -200, 900, isCa: false);
        }
    }

    DemoPerson? ICertificateOwners.ByThumbprint(string thumbprint) => Find(thumbprint)?.Owner;

    IReadOnlyList<IssuedCertificate> ICertificateOwners.CertificatesOf(DemoPerson person) =>
        [.. personal.Where(one => one.Owner!.Login == person.Login && one.IsCloud).OrderByDescending(one => one.NotAfter).Select(one => new IssuedCertificate(one.Thumbprint, one.NotAfter))];

    bool ICertificateOwners.IsIssuedHere(byte[] certificate)
    {
        try
        {
            new X509CertificateParser().ReadCertificate(certificate).Verify(GostKey.PublicOf(authority.Key));
            return true;
        }
        catch (GeneralSecurityException)
        {
            return false;
        }
    }

    byte[] ICertificateOwners.Issue(DemoPerson person, byte[] publicKeyInfo)
    {
        var now = wall.GetUtcNow();
        return CertificateIssue.Issue(
            CertificateIssue.PersonName(person), PublicKeyFactory.CreateKey(publicKeyInfo), authority.Certificate.SubjectDN, authority.Key,
            now.AddDays(-1), now.AddYears(1), isCa: false, random).GetEncoded();
    }

    /// <summary>A certificate of any issuer; null when the bytes are none.</summary>
    public static X509Certificate? TryRead(byte[] der)
    {
        try
        {
            return new X509CertificateParser().ReadCertificate(der);
        }
        catch (Exception refused) when (refused is GeneralSecurityException or IOException or ArgumentException or InvalidCastException)
        {
            return null;
        }
    }

    /// <summary>A file that belongs to a certificate of the sandbox.</summary>
    public string FileOf(SandboxCertificate certificate, string extension) => Path.Combine(folder, certificate.Name + extension);

    private SandboxCertificate AddPersonal(DemoPerson person, string suffix, string kind, int fromDays, int toDays)
    {
        var issued = LoadOrIssue(person.Login + suffix, person, kind, CertificateIssue.PersonName(person), fromDays, toDays, isCa: false);
        lock (gate)
        {
            personal = [.. personal, issued];
        }

        return issued;
    }

    private SandboxCertificate LoadOrIssue(
        string name, DemoPerson? owner, string kind, Org.BouncyCastle.Asn1.X509.X509Name subject, int fromDays, int toDays, bool isCa)
    {
        var (keyFile, certificateFile) = (Path.Combine(folder, name + ".key"), Path.Combine(folder, name + ".cer"));
        if (File.Exists(keyFile) && File.Exists(certificateFile))
        {
            return new SandboxCertificate(name, owner, kind, new X509CertificateParser().ReadCertificate(File.ReadAllBytes(certificateFile)), GostKey.Read(File.ReadAllText(keyFile)));
        }

        var key = GostKey.Generate(random);
        var now = wall.GetUtcNow();
        var certificate = CertificateIssue.Issue(
            subject, GostKey.PublicOf(key), isCa ? subject : authority.Certificate.SubjectDN, isCa ? key : authority.Key, now.AddDays(fromDays), now.AddDays(toDays), isCa, random);
        WriteSecret(keyFile, Encoding.ASCII.GetBytes(GostKey.Write(key)));
        WriteSecret(certificateFile, certificate.GetEncoded());
        return new SandboxCertificate(name, owner, kind, certificate, key);
    }

    /// <summary>Writes what only the simulator may read; it is on disk when this returns.</summary>
    public static void WriteSecret(string path, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
