using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Handbooks;

/// <summary>State bodies, tax forms and handbooks (auth contract 3.6).</summary>
internal sealed class HandbooksEndpoints(ControlUnits units, CertificateVault vault)
{
    public void Map(ExternRoutes routes)
    {
        routes.Get("/v1/handbooks/control-units", List);
        routes.Get("/v1/handbooks/control-units/{code}", Single);
        routes.Get("/v1/handbooks/fns-forms", Forms);
        routes.Get("/v1/handbooks/{handbookType}", Handbook);
    }

    private ExternAnswer List(ExternCall call)
    {
        var (skip, take) = call.Page();
        var (type, region) = (TypeOf(call, "type"), call.Text("region"));
        var inactiveToo = call.Flag("includeinactive") ?? false;
        var found = units.All.Where(unit => (type is null || unit.Type == type) && (region is null || unit.Region == region) && (inactiveToo || unit.IsActive)).ToList();
        var page = found.Skip(skip).Take(take).Select(unit => Wire(unit, null)).ToList();
        return ExternAnswer.Ok(new UnitsPage(skip, page.Count, found.Count, page));
    }

    private ExternAnswer Single(ExternCall call)
    {
        var code = (string)call.Request.RouteValues["code"]!;
        var type = TypeOf(call, "controlUnitType");
        var unit = (type is null ? units.Find(code) : units.Find(type, code)) ?? throw ExternException.NotFound($"Контролирующий орган {code} не найден.");
        var certificate = ControlUnits.CertificateOf(vault, unit);
        return ExternAnswer.Ok(Wire(unit, [new UnitCertificate(certificate.Der, certificate.Thumbprint)]));
    }

    private static ExternAnswer Forms(ExternCall call)
    {
        var (skip, take) = call.Page();
        var knd = call.Text("knd");
        var found = FnsForms.All.Where(form => knd is null || form.Knd == knd).ToList();
        var page = found.Skip(skip).Take(take).ToList();
        return ExternAnswer.Ok(new FormsPage(skip, page.Count, found.Count, page));
    }

    private static ExternAnswer Handbook(ExternCall call)
    {
        var (skip, take) = call.Page();
        var (type, rows) = Handbooks.Find((string)call.Request.RouteValues["handbookType"]!) ?? throw ExternException.NotFound("Такого справочника нет.");
        var page = rows.Skip(skip).Take(take).ToList();
        return ExternAnswer.Ok(new HandbookPage(type, skip, page.Count, rows.Count, page));
    }

    private static string? TypeOf(ExternCall call, string name) => call.Text(name) is not { } text ? null
        : ControlUnits.Types.FirstOrDefault(type => string.Equals(type, text, StringComparison.OrdinalIgnoreCase))
            ?? throw ExternException.BadRequest($"Неизвестный вид контролирующего органа: {text}.");

    private static UnitShape Wire(ControlUnit unit, IReadOnlyList<UnitCertificate>? certificates) => new(
        unit.Type, unit.Code, unit.Name, unit.Region, new(unit.IsActive, unit.IsTest, unit.Type == "fns" && unit.Code.EndsWith("01", StringComparison.Ordinal)),
        new(unit.Name, unit.Name, unit.Inn, unit.Kpp, $"{unit.Region}0000, ул. Песочная, 1", "+7 (800) 000-00-00", $"{unit.Type}-{unit.Code}@body.example", unit.MvdId), certificates);

    private sealed record UnitsPage(int Skip, int Take, int TotalCount, IReadOnlyList<UnitShape> ControlUnits);

    private sealed record UnitShape(
        string Type, string Code, string Name, string Region, UnitFlags Flags, UnitContacts Contacts, IReadOnlyList<UnitCertificate>? Certificates);

    private sealed record UnitFlags(bool IsActive, bool IsTest, bool BusinessRegistration);

    private sealed record UnitContacts(string ShortName, string FullName, string Inn, string Kpp, string Address, string Phone, string Email, string? MvdId);

    private sealed record UnitCertificate(byte[] Content, string Thumbprint);

    private sealed record FormsPage(int Skip, int Take, int TotalCount, IReadOnlyList<FnsForm> FnsForms);

    private sealed record HandbookPage(string HandbookType, int Skip, int Take, int TotalCount, IReadOnlyList<HandbookRow> Handbook);
}
