package dev.capstan.kustomization.kube;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Files of a repository in which commits move objects at random between the folders of its owners. */
final class MovedObjects {

    private final Random random;
    private final int owners;
    private final Map<String, Integer> ownerOf = new TreeMap<>();
    private int commits = 1;

    /** @param seed the same seed moves the same objects in the same order */
    MovedObjects(int objects, int owners, long seed) {
        this.random = new Random(seed);
        this.owners = owners;
        IntStream.range(0, objects).forEach(i -> ownerOf.put("moving-" + i, i % owners));
    }

    /** Moves about a third of the objects. */
    void commit() {
        commits++;
        ownerOf.replaceAll(
                (_, owner) -> random.nextInt(3) == 0 ? (owner + 1 + random.nextInt(owners - 1)) % owners : owner);
    }

    String revision() {
        return "main@sha1:%040d".formatted(commits);
    }

    Map<String, String> files() {
        var files = new HashMap<String, String>();
        for (int owner = 0; owner < owners; owner++) {
            String keep = "keep-" + owner;
            files.put("owner-%d/keep.yaml".formatted(owner), Manifests.configMap(keep, "k: v"));
        }
        ownerOf.forEach((object, owner) ->
                files.put("owner-%d/%s.yaml".formatted(owner, object), Manifests.configMap(object, "k: v")));
        return files;
    }

    Iterable<String> objects() {
        return ownerOf.keySet();
    }

    /** The name of the Kustomization that has an object. */
    String ownerOf(String object) {
        return "owner-" + requireNonNull(ownerOf.get(object), object);
    }
}
