package dev.capstan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final int LINE = 120;
    private static final Path DECISIONS = Path.of("docs", "adr");
    private static final Pattern HEADER = Pattern.compile(
            "\\A# \\d{4}: .+\n\nDate: \\d{4}-\\d\\d-\\d\\d\nStatus: (accepted|superseded by \\[).*\n\n");

    @Test
    void linesFitOnAScreen() {
        assertThat(MarkdownFile.all())
                .flatMap(file -> file.linesLongerThan(LINE))
                .isEmpty();
    }

    @Test
    void linksLeadToFiles() {
        assertThat(MarkdownFile.all()).flatMap(MarkdownFile::brokenLinks).isEmpty();
    }

    @Test
    void decisionsBeginWithNumberTitleDateAndStatus() {
        assertThat(decisions())
                .isNotEmpty()
                .filteredOn(decision -> !header(decision).startsWith("# " + number(decision) + ": "))
                .isEmpty();
    }

    @Test
    void decisionsAreInTheIndexWithTheirStatus() {
        String index = String.join("\n", index().lines());

        assertThat(decisions())
                .as("decisions without this row in docs/adr/README.md: | [number](file) | title | status |")
                .filteredOn(decision -> !index.contains(row(decision)))
                .isEmpty();
    }

    private static String row(MarkdownFile decision) {
        String[] header = header(decision).split("\n", -1);
        return header.length < 4
                ? "no header"
                : "| [%s](%s) | %s | %s |"
                        .formatted(
                                number(decision),
                                name(decision),
                                header[0].substring("# 0000: ".length()),
                                header[3].substring("Status: ".length()));
    }

    private static String header(MarkdownFile decision) {
        return decision.first(HEADER);
    }

    private static List<MarkdownFile> decisions() {
        return MarkdownFile.in(DECISIONS).stream()
                .filter(file -> !name(file).equals("README.md"))
                .toList();
    }

    private static MarkdownFile index() {
        return MarkdownFile.in(DECISIONS).stream()
                .filter(file -> name(file).equals("README.md"))
                .findFirst()
                .orElseThrow();
    }

    private static String number(MarkdownFile decision) {
        return name(decision).substring(0, 4);
    }

    private static String name(MarkdownFile file) {
        return file.path().getFileName().toString();
    }
}
