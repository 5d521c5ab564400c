package dev.capstan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrintableTextTest {

    @Test
    void sequencesThatSteerATerminalAreBroken() {
        assertThat(PrintableText.of("a\u001b[2Jb\u0007\u009b31m\u202ec\r")).isEqualTo("a?[2Jb??31m?c?");
        assertThat(PrintableText.of("one\ntwo\tthree – ä")).isEqualTo("one\ntwo\tthree – ä");
    }

    @Test
    void cellsOfTablesAreBroken() {
        Table table = new Table(List.of("MESSAGE"));
        table.add(List.of("done\u001b]0;title\u0007"));

        assertThat(table.lines()).containsExactly("MESSAGE", "done?]0;title?");
        assertThat(table.line(List.of("x\u001bc"))).isEqualTo("x?c");
    }
}
