using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>With what it is signed: two cards that say what each is for and what the person must have (contract goskey 5.1, 1.3 step 19, gap 23).</summary>
public sealed partial class KindFields : PortalComponent
{
    private static readonly (SignatureKind Kind, string[] Needs)[] Kinds =
    [
        (SignatureKind.Unep,
        [
            "Когда стороны договорились признавать такую подпись или её допускает закон.",
            "Нужны: приложение «Госключ», подтверждённая учётная запись Госуслуг и сертификат УНЭП, выпущенный в приложении.",
        ]),
        (SignatureKind.Ukep,
        [
            "Равна собственноручной подписи. Когда закон или договор прямо требуют квалифицированную.",
            "Нужны: приложение «Госключ», подтверждённая учётная запись Госуслуг и сертификат УКЭП в приложении. Чтобы его выпустить, обычно нужен биометрический загранпаспорт.",
        ]),
    ];

    [Parameter] public SignatureKind? Kind { get; set; }
    [Parameter] public EventCallback<SignatureKind?> KindChanged { get; set; }
    [Parameter] public string? Error { get; set; }

    /// <summary>Speaks of several people.</summary>
    [Parameter] public bool ToList { get; set; }
}
