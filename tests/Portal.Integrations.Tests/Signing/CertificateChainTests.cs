using Org.BouncyCastle.Asn1.X509;
using Portal.Integrations.Signing;
using Portal.Testing;

namespace Portal.Integrations.Tests.Signing;

public sealed class CertificateChainTests
{
    private static readonly DateTimeOffset Now = TestClock.Create().GetUtcNow();
    private static readonly TestCertificate Root = TestCertificate.Authority("Головной УЦ", 512);
    private static readonly TestCertificate Middle = Issue("Аккредитованный УЦ", Root, authority: true);
    private static readonly TestCertificate Person = Issue("Иванов Иван", Middle);

    [Fact]
    public void A_chain_goes_over_configured_and_enclosed_centres_to_an_anchor()
    {
        var configured = Build(Person, [], new TrustAnchors([Root.Facts], [Middle.Facts]));
        Assert.Null(configured.Fault);
        Assert.Equal(["Иванов Иван", "Аккредитованный УЦ", "Головной УЦ"], configured.Path.Select(one => one.CommonName));
        Assert.Null(Build(Person, [Person, Middle], Anchored(Root)).Fault);
        Assert.Null(Build(Person, [], Anchored(Middle)).Fault);
        Assert.Null(Build(Person, [], Anchored(Person)).Fault);
    }

    [Fact]
    public void An_unknown_issuer_is_told_and_what_is_enclosed_is_never_an_anchor()
    {
        Assert.Equal(ChainFault.UnknownIssuer, Build(Person, [], Anchored(Root)).Fault);
        Assert.Equal(ChainFault.UnknownIssuer, Build(Person, [Middle, Root], TrustAnchors.None).Fault);
        Assert.Equal(ChainFault.UnknownIssuer, Build(Person, [Middle, Root], Anchored(TestCertificate.Authority())).Fault);
    }

    [Fact]
    public void A_centre_of_the_same_name_with_another_key_has_not_signed()
    {
        var impostor = Issue("Аккредитованный УЦ", Root, authority: true);
        Assert.Equal(ChainFault.WrongSignature, Build(Person, [impostor], Anchored(Root)).Fault);
        Assert.Null(Build(Person, [impostor, Middle], Anchored(Root)).Fault);
    }

    [Fact]
    public void Every_certificate_is_valid_at_the_time_of_signing()
    {
        var old = TestCertificate.Issue(new TestIssue("Прежний УЦ") { Issuer = Root, IsAuthority = true, NotAfter = "2026-11-23" });
        var late = Issue("Поздний", old);

        Assert.Equal(ChainFault.NotValidThen, Build(late, [old], Anchored(Root)).Fault);
        Assert.Null(CertificateChain.Build(late.Facts, [old.Facts], Anchored(Root), Now.AddDays(-10)).Fault);
        Assert.Equal(ChainFault.NotValidThen, CertificateChain.Build(Person.Facts, [Middle.Facts], Anchored(Root), Now.AddYears(5)).Fault);
    }

    [Fact]
    public void A_person_issues_no_certificates()
    {
        var victim = Issue("Подделка", Person);
        Assert.Equal(ChainFault.NotAuthority, Build(victim, [Person, Middle], Anchored(Root)).Fault);
        var noSigning = TestCertificate.Issue(new TestIssue("УЦ без права") { Issuer = Root, IsAuthority = true, Usage = KeyUsage.CrlSign });
        Assert.Equal(ChainFault.NotAuthority, Build(Issue("Кто-то", noSigning), [noSigning], Anchored(Root)).Fault);
    }

    [Fact]
    public void A_limit_on_the_length_of_the_path_holds()
    {
        var last = TestCertificate.Issue(new TestIssue("Последний УЦ") { Issuer = Root, IsAuthority = true, PathLength = 0 });
        var beyond = Issue("УЦ сверх меры", last, authority: true);

        Assert.Null(Build(Issue("Кто-то", last), [last], Anchored(Root)).Fault);
        Assert.Equal(ChainFault.NotAuthority, Build(Issue("Кто-то", beyond), [last, beyond], Anchored(Root)).Fault);
    }

    [Fact]
    public void A_key_for_other_uses_and_an_unknown_critical_extension_are_refused()
    {
        var deciphering = TestCertificate.Issue(new TestIssue("Для шифрования") { Issuer = Root, Usage = KeyUsage.KeyEncipherment });
        Assert.Equal(ChainFault.NotForSigning, Build(deciphering, [], Anchored(Root)).Fault);
        var strange = TestCertificate.Issue(new TestIssue("Особый") { Issuer = Root, UnknownCriticalExtension = true });
        Assert.Equal(ChainFault.UnknownExtension, Build(strange, [], Anchored(Root)).Fault);
    }

    [Fact]
    public void A_web_of_centres_that_certify_each_other_ends_soon()
    {
        var first = TestCertificate.Authority("Паутина");
        var web = Enumerable.Range(0, 16).Select(_ => TestCertificate.Reissue(new TestIssue("Паутина") { Issuer = first, IsAuthority = true }, first)).ToList();
        Assert.NotNull(Build(Issue("Муха", first), web, Anchored(Root)).Fault);
    }

    [Fact]
    public void Anchors_are_read_from_files_of_one_or_many_certificates()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Combine("both.pem"), Root.Pem + "\n" + Middle.Pem);
        File.WriteAllBytes(folder.Combine("middle.cer"), Middle.Der);

        var anchors = TrustAnchors.Load([folder.Combine("both.pem")], [folder.Combine("middle.cer")]);

        Assert.Equal((2, 1), (anchors.Anchors.Count, anchors.Intermediates.Count));
        var missing = Assert.Throws<SigningException>(() => TrustAnchors.Load([folder.Combine("none.pem")], []));
        Assert.Equal(SigningFault.CertificateUnreadable, missing.Fault);
        Assert.Contains("none.pem", missing.Message, StringComparison.Ordinal);
    }

    private static TestCertificate Issue(string name, TestCertificate issuer, bool authority = false) => TestCertificate.Issue(new TestIssue(name) { Issuer = issuer, IsAuthority = authority });

    private static TrustAnchors Anchored(TestCertificate anchor) => new([anchor.Facts], []);

    private static ChainVerdict Build(TestCertificate signer, IEnumerable<TestCertificate> enclosed, TrustAnchors anchors) =>
        CertificateChain.Build(signer.Facts, [.. enclosed.Select(one => one.Facts)], anchors, Now);
}
