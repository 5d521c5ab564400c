package dev.capstan.oci.signature.keyless;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs are compared with trees that are built from all their entries, as RFC 9162 defines them. */
class MerkleProofTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33})
    void theProofOfEveryEntryLeadsToTheRoot(int size) {
        var entries = IntStream.range(0, size).mapToObj(Integer::toString).toList();
        byte[] root = root(entries);

        for (int index = 0; index < size; index++) {
            var proof = new MerkleProof(index, size, path(index, entries));
            assertThat(proof.root(entries.get(index).getBytes(UTF_8))).hasValue(root);
            assertThat(proof.root("other".getBytes(UTF_8)).orElseThrow()).isNotEqualTo(root);
        }
    }

    @Test
    void aProofForAnotherPlaceOrSizeDoesNotHold() {
        var entries = IntStream.range(0, 6).mapToObj(Integer::toString).toList();
        var path = path(2, entries);
        byte[] entry = "2".getBytes(UTF_8);

        assertThat(new MerkleProof(6, 6, path).root(entry)).isEmpty();
        assertThat(new MerkleProof(-1, 6, path).root(entry)).isEmpty();
        assertThat(new MerkleProof(2, 0, path).root(entry)).isEmpty();
        assertThat(new MerkleProof(2, 6, path.subList(0, 2)).root(entry)).isEmpty();
        assertThat(new MerkleProof(2, 3, path).root(entry)).isEmpty();
        assertThat(new MerkleProof(2, 6, List.of(new byte[3])).root(entry)).isEmpty();
        assertThat(new MerkleProof(3, 6, path).root(entry).orElseThrow()).isNotEqualTo(root(entries));
    }

    private static byte[] root(List<String> entries) {
        if (entries.size() == 1) {
            return MerkleProof.hash((byte) 0, entries.getFirst().getBytes(UTF_8), new byte[0]);
        }
        int half = Integer.highestOneBit(entries.size() - 1);
        return MerkleProof.hash((byte) 1, root(entries.subList(0, half)), root(entries.subList(half, entries.size())));
    }

    private static List<byte[]> path(int index, List<String> entries) {
        if (entries.size() == 1) {
            return List.of();
        }
        int half = Integer.highestOneBit(entries.size() - 1);
        var left = entries.subList(0, half);
        var right = entries.subList(half, entries.size());
        var path = new ArrayList<>(index < half ? path(index, left) : path(index - half, right));
        path.add(root(index < half ? right : left));
        return path;
    }
}
