using System.Text;

namespace Guestfs.Core.Tests.Exports;

/// <summary>Reads CSV as RFC 4180 has it, and refuses everything else.</summary>
internal static class Csv
{
    public static List<List<string>> Read(string text)
    {
        var rows = new List<List<string>> { new() };
        var cell = new StringBuilder();
        for (var place = 0; place < text.Length; place++)
        {
            switch (text[place])
            {
                case '"' when cell.Length == 0:
                    place = Quoted(text, place + 1, cell);
                    Assert.Contains(text[place + 1], ",\r");
                    break;
                case ',':
                    End();
                    break;
                case '\r':
                    Assert.Equal('\n', text[++place]);
                    End();
                    rows.Add([]);
                    break;
                default:
                    Assert.False(char.IsControl(text[place]) || text[place] == '"');
                    cell.Append(text[place]);
                    break;
            }
        }

        Assert.Empty(rows[^1]);
        rows.RemoveAt(rows.Count - 1);
        return rows;

        void End()
        {
            rows[^1].Add(cell.ToString());
            cell.Clear();
        }
    }

    private static int Quoted(string text, int place, StringBuilder cell)
    {
        for (; text[place] != '"' || text[place + 1] == '"'; place++)
        {
            place += text[place] == '"' ? 1 : 0;
            cell.Append(text[place]);
        }

        return place;
    }
}
