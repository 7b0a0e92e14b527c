using Portal.Simulator.Pages;

namespace Portal.Simulator.ControlRoom;

/// <summary>One card of the control room. Every room of the simulator brings its own; they stand in the order of their registration.</summary>
internal interface IRoomView
{
    /// <summary>Name in <c>GET /controls/room</c> and id of the element.</summary>
    string Id { get; }

    /// <summary>Heading, in Russian.</summary>
    string Title { get; }

    /// <summary>In the wide column, beside the phones.</summary>
    bool IsWide { get; }

    /// <summary>What stands still below the drawing: a form.</summary>
    Html Form => Html.Empty;

    /// <summary>The card as it is now; bounded.</summary>
    Html Draw();
}
