package dev.capstan.images.setter;

import static dev.capstan.images.setter.Setting.marker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkerScanTest {
    @Test
    void findsWhatMarkersName() throws IOException {
        InMemoryTree tree = InMemoryTree.of(Map.of(
                "a.yaml", "kind: Pod\nv: 'x:1' " + marker("") + "\nw: # {\"$imagepolicy\": \"a:b\"}\n",
                "b/c.yml", "v: 1.0 # {\"$imagepolicy\": \"team:web:tag\"}\n",
                "d.yaml", "v: y " + marker(":name") + "\n"));

        MarkerScan scan = scanned(MarkerScan.of(tree, "", SetterLimits.DEFAULT));

        assertThat(scan.policies()).containsExactly(Setting.APP, new PolicyKey("team", "web"));
        assertThat(scan.places())
                .containsExactly(
                        new MarkerScan.Place(
                                "a.yaml",
                                2,
                                new Marker(Setting.APP, ImagePart.WHOLE),
                                new ObjectId("", "Pod", "", ""),
                                "x:1"),
                        new MarkerScan.Place(
                                "b/c.yml",
                                1,
                                new Marker(new PolicyKey("team", "web"), ImagePart.TAG),
                                ObjectId.NONE,
                                "1.0"),
                        new MarkerScan.Place("d.yaml", 1, new Marker(Setting.APP, ImagePart.NAME), ObjectId.NONE, "y"));
        assertThat(scan.warnings()).hasSize(1);
        assertThat(scan.places().get(1).marker().setter()).isEqualTo("team:web:tag");
    }

    @Test
    void aFolderThatIsNotThereIsRefused() throws IOException {
        assertThat(MarkerScan.of(InMemoryTree.of(Map.of("a", "b")), "c", SetterLimits.DEFAULT))
                .isInstanceOf(MarkerScan.Outcome.Refused.class);
    }

    private static MarkerScan scanned(MarkerScan.Outcome outcome) {
        return ((MarkerScan.Outcome.Scanned) outcome).scan();
    }
}
