package dev.capstan.source.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.objectstore.ListedObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketIndexTest {

    /** {@code printf 'a.yaml 1\na/b.yaml 2\n' | sha256sum} gives the same. */
    @Test
    void theRevisionIsTheDigestOfSortedLines() {
        var index = new BucketIndex(List.of(new ListedObject("a/b.yaml", "2", 1), new ListedObject("a.yaml", "1", 1)));

        assertThat(index.text()).isEqualTo("a.yaml 1\na/b.yaml 2\n");
        assertThat(index.revision().text())
                .isEqualTo("sha256:4131c2b1bfc5e9bf7466460388d49a8ff899ab62290b74d937d3253e4866dd74");
        assertThat(index.fileName()).isEqualTo(index.revision().text().substring(7) + ".tar.gz");
    }

    /** Beyond the first 65,536 characters Java's order of texts is another. */
    @Test
    void keysCompareAsBytes() {
        var index =
                new BucketIndex(List.of(new ListedObject("\uD83D\uDE00", "1", 1), new ListedObject("\uFF5E", "2", 1)));

        assertThat(index.text()).isEqualTo("\uFF5E 2\n\uD83D\uDE00 1\n");
    }
}
