namespace Portal.Ui;

/// <summary>One colour, one meaning, everywhere.</summary>
public enum StatusTone
{
    /// <summary>Grey: nothing is going on.</summary>
    Neutral,

    /// <summary>Blue: under way, nothing is asked of the user.</summary>
    UnderWay,

    /// <summary>Green: accepted, done.</summary>
    Accepted,

    /// <summary>Amber: waits for the user.</summary>
    NeedsYou,

    /// <summary>Red: refused, failed.</summary>
    Refused,
}
