namespace Portal.Simulator.Pages;

/// <summary>The look both pages share: quiet surfaces, one accent, light and dark.</summary>
internal static class PageStyle
{
    public static readonly Html Shared = new(
        """
        :root { --bg:#f4f6f8; --card:#fff; --text:#1b2430; --soft:#5b6776; --line:#dde3ea; --accent:#1f6f5c; --accent-text:#fff; --accent-soft:#e4f1ed;
          --warn-bg:#fff4d6; --warn-text:#6b4a00; --bad:#b3261e; --bad-bg:#fdeceb; --good:#1c7c43; --code:#eef2f6; --radius:12px; color-scheme:light dark; }
        @media (prefers-color-scheme:dark) { :root { --bg:#12171d; --card:#1b222b; --text:#e6ebf1; --soft:#9aa7b6; --line:#2d3743; --accent:#4fb79b; --accent-text:#08201a;
          --accent-soft:#1c332d; --warn-bg:#3a2f12; --warn-text:#f3d995; --bad:#ff8a80; --bad-bg:#3b1f1f; --good:#6fd096; --code:#242d38; } }
        *,*::before,*::after { box-sizing:border-box; }
        body { margin:0; background:var(--bg); color:var(--text); font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif; }
        h1 { font-size:24px; line-height:1.25; margin:0; } h2 { font-size:17px; margin:0; } p { margin:0; }
        .soft { color:var(--soft); } .small { font-size:13px; }
        .card { background:var(--card); border:1px solid var(--line); border-radius:var(--radius); padding:24px; }
        .banner { background:var(--warn-bg); color:var(--warn-text); padding:8px 16px; text-align:center; font-size:14px; }
        code { background:var(--code); border-radius:6px; padding:1px 6px; font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace; }
        label { display:block; font-size:13px; color:var(--soft); margin-bottom:4px; }
        input,select { width:100%; min-height:40px; padding:8px 12px; border:1px solid var(--line); border-radius:8px; background:var(--bg); color:inherit; font:inherit; }
        button,.button { display:inline-flex; align-items:center; justify-content:center; min-height:40px; padding:8px 16px; border:1px solid var(--line); border-radius:8px;
          background:var(--card); color:inherit; font:inherit; cursor:pointer; text-decoration:none; }
        button:hover,.button:hover { border-color:var(--accent); }
        button.primary { background:var(--accent); border-color:var(--accent); color:var(--accent-text); font-weight:600; }
        button.primary:hover { filter:brightness(1.08); }
        :focus-visible { outline:2px solid var(--accent); outline-offset:2px; }
        .error { background:var(--bad-bg); color:var(--bad); border-radius:8px; padding:10px 12px; }
        """);
}
