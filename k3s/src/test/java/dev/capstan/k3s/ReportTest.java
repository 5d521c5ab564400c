package dev.capstan.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Report report = new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void saysEachThingInALine() {
        report.tick("pulling");
        report.ready();

        assertThat(said()).isEqualToNormalizingNewlines("tick pulling\nready\n");
    }

    @Test
    void aReasonOfManyLinesStaysALine() {
        report.failed("it ended\n\nIts last words:\r\n  no cgroups\nready\n");

        assertThat(said()).isEqualToNormalizingNewlines("failed it ended | Its last words: | no cgroups | ready\n");
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
