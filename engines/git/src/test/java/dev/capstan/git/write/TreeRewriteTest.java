package dev.capstan.git.write;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.git.transport.IsolatedJGit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TreeRewriteTest {
    static {
        IsolatedJGit.ensure();
    }

    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("r"));
    private final ObjectInserter inserter = repository.newObjectInserter();
    private final List<ObjectId> read = new ArrayList<>();

    private ObjectId blob;

    @BeforeEach
    void insertBlob() throws IOException {
        blob = inserter.insert(Constants.OBJ_BLOB, "old".getBytes(UTF_8));
    }

    @AfterEach
    void close() {
        inserter.close();
        repository.close();
    }

    private record Entry(String mode, String name, ObjectId id) {}

    private ObjectId tree(Entry... entries) throws IOException {
        return inserter.insert(Constants.OBJ_TREE, bytes(entries));
    }

    /** One character of a name is one byte. */
    private static byte[] bytes(Entry... entries) {
        var bytes = new ByteArrayOutputStream();
        for (var entry : entries) {
            bytes.writeBytes((entry.mode() + " " + entry.name() + "\0").getBytes(ISO_8859_1));
            var id = new byte[Constants.OBJECT_ID_LENGTH];
            entry.id().copyRawTo(id, 0);
            bytes.writeBytes(id);
        }
        return bytes.toByteArray();
    }

    private ObjectId rewritten(ObjectId root, Map<String, String> files) throws IOException {
        inserter.flush();
        var contents = new HashMap<String, byte[]>();
        files.forEach((path, text) -> contents.put(path, text.getBytes(UTF_8)));
        try (var reader = new Recording(repository.newObjectReader())) {
            var tree = new TreeRewrite(reader, inserter).of(root, contents);
            inserter.flush();
            return tree;
        }
    }

    private ObjectId idOf(String text) {
        return inserter.idFor(Constants.OBJ_BLOB, text.getBytes(UTF_8));
    }

    @Test
    void everyByteButTheIdsStays() throws IOException {
        var sub = tree(new Entry("100664", "odd", blob), new Entry("100755", "run", blob));
        var root = tree(
                new Entry("100644", "\u00ff\u00fe", blob),
                new Entry("040000", "dir", sub),
                new Entry("100644", "last", blob));

        var changed = rewritten(root, Map.of("dir/odd", "new", "dir/run", "new", "last", "other"));

        var newSub = tree(new Entry("100664", "odd", idOf("new")), new Entry("100755", "run", idOf("new")));
        assertThat(repository.open(changed).getBytes())
                .isEqualTo(bytes(
                        new Entry("100644", "\u00ff\u00fe", blob),
                        new Entry("040000", "dir", newSub),
                        new Entry("100644", "last", idOf("other"))));
    }

    @Test
    void theSameContentIsTheSameTree() throws IOException {
        var root = tree(new Entry("40000", "d", tree(new Entry("100644", "f", blob))));

        assertThat(rewritten(root, Map.of("d/f", "old"))).isEqualTo(root);
    }

    @Test
    void onlyTheFoldersOnTheWayAreRead() throws IOException {
        var deep = tree(new Entry("100644", "f", blob));
        var way = tree(new Entry("40000", "deep", deep), new Entry("100644", "f", blob));
        var aside = tree(new Entry("100644", "g", blob));
        var root = tree(new Entry("40000", "aside", aside), new Entry("40000", "way", way));

        rewritten(root, Map.of("way/deep/f", "new", "way/f", "new"));

        assertThat(read).containsExactly(root, way, deep);
    }

    @Test
    void twoEntriesOfOneNameAreNotWritten() throws IOException {
        var root = tree(new Entry("100644", "f", blob), new Entry("120000", "f", blob));

        assertThatThrownBy(() -> rewritten(root, Map.of("f", "new"))).hasMessageContaining("two entries");
    }

    @Test
    void oneNameCannotBeAFileAndAFolder() throws IOException {
        var root = tree(new Entry("100644", "f", blob));

        assertThatThrownBy(() -> rewritten(root, Map.of("f", "new", "f/g", "new")))
                .isInstanceOf(PathRefusedException.class);
    }

    @Test
    void aTreeThatIsCutOffIsDamaged() throws IOException {
        var whole = bytes(new Entry("100644", "f", blob));
        var root = inserter.insert(Constants.OBJ_TREE, Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(() -> rewritten(root, Map.of("f", "new"))).hasMessageContaining("cut off");
    }

    private final class Recording extends ObjectReader.Filter {
        private final ObjectReader delegate;

        Recording(ObjectReader delegate) {
            this.delegate = delegate;
        }

        @Override
        protected ObjectReader delegate() {
            return delegate;
        }

        @Override
        public ObjectLoader open(AnyObjectId id, int type) throws IOException {
            read.add(id.copy());
            return super.open(id, type);
        }
    }
}
