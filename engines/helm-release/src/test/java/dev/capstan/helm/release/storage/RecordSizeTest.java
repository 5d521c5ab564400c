package dev.capstan.helm.release.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.helm.release.Records;
import dev.capstan.helm.release.record.ApplyMethod;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.RevisionId;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordSizeTest {

    @Test
    void saysWhatTakesTheSpaceAndWhatToDo() {
        ReleaseRecord record = recordWithFile(1_000_000);

        RecordSize size = RecordSize.excess(record).orElseThrow();

        assertThat(size.message())
                .contains("a Secret holds at most 1008 KiB")
                .contains("most is taken by the chart's file files/dump.bin 1.3 MiB");
        assertThat(size.advice()).contains(".helmignore");
    }

    @Test
    void letsALargeRecordPassThatFits() {
        assertThat(RecordSize.excess(recordWithFile(500_000))).isEmpty();
    }

    private static ReleaseRecord recordWithFile(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(1).nextBytes(noise);
        ObjectNode chart = Records.chart();
        chart.putArray("files")
                .addObject()
                .put("name", "files/dump.bin")
                .put("data", Base64.getEncoder().encodeToString(noise));
        ReleaseContent content =
                new ReleaseContent(chart, JsonNodeFactory.instance.objectNode(), "a: 1\n", List.of(), "");
        return ReleaseRecord.install(
                new RevisionId("apps", "shop", 1), content, ApplyMethod.SERVER_SIDE, Records.BEGUN);
    }
}
