package dev.capstan.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, as wide as their widest cell. */
public final class Table {

    private static final String GAP = "   ";

    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these column heads. */
    public Table(List<String> heads) {
        rows.add(List.copyOf(heads));
    }

    /** Adds a row with one cell per column. */
    public void add(List<String> cells) {
        if (cells.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException("a row of " + cells.size() + " cells in a table of "
                    + rows.getFirst().size() + " columns");
        }
        rows.add(cells.stream().map(PrintableText::of).toList());
    }

    /** Whether there is nothing but the heads. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** The lines, without blanks at their ends. */
    public List<String> lines() {
        int[] widths = widths();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** A further line in the columns of the rows so far; a longer cell moves what follows. */
    public String line(List<String> cells) {
        return line(cells.stream().map(PrintableText::of).toList(), widths());
    }

    private int[] widths() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell)
                    .repeat(" ", Math.max(0, widths[column] - cell.length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
