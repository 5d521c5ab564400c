package dev.capstan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table = new Table(List.of("NAME", "READY", "MESSAGE"));
        table.add(List.of("a", "True", "fine"));
        table.add(List.of("longer-name", "False", ""));

        assertThat(table.lines())
                .containsExactly(
                        "NAME          READY   MESSAGE", //
                        "a             True    fine",
                        "longer-name   False");
    }

    @Test
    void refusesARowOfAnotherWidth() {
        assertThatThrownBy(() -> new Table(List.of("A")).add(List.of("1", "2"))).hasMessageContaining("2 cells");
    }
}
