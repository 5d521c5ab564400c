package dev.capstan.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Objects that commits move at random between the Kustomizations of one repository. Says which Kustomization should have
 * which object, so that a test can ask whether every one of them is there.
 */
final class MovingObjects {
    private final Tenant tenant;
    private final Random random;
    private final int owners;
    private final Map<String, Integer> ownerOf = new TreeMap<>();
    private int commits;

    /**
     * @param objects how many ConfigMaps there are
     * @param owners how many Kustomizations share them
     * @param seed the same seed moves the same objects in the same order
     */
    MovingObjects(Tenant tenant, int objects, int owners, long seed) {
        this.tenant = tenant;
        this.owners = owners;
        this.random = new Random(seed);
        IntStream.range(0, objects).forEach(i -> ownerOf.put("moving-" + i, i % owners));
    }

    /** Makes the repository, its source and the Kustomizations, and waits until all are ready. */
    void install() {
        String revision = push(ownerOf.keySet());
        tenant.source();
        names().forEach(name -> tenant.kustomization(name, "./" + name));
        awaitApplied(revision);
    }

    /** Commits a move of about a third of the objects; returns the revision. */
    String move() {
        List<String> moved = new ArrayList<>();
        ownerOf.forEach((object, owner) -> {
            if (random.nextInt(3) == 0) {
                moved.add(object);
            }
        });
        for (String object : moved) {
            int before = ownerOf(object);
            tenant.repository().delete(file(object));
            ownerOf.put(object, (before + 1 + random.nextInt(owners - 1)) % owners);
        }
        return push(moved);
    }

    /** Waits until every Kustomization is ready at this revision. */
    void awaitApplied(String revision) {
        names().forEach(name -> tenant.awaitApplied(name, revision));
    }

    /** Asks every Kustomization to reconcile and waits until it says that it has. */
    void reconcileAll() {
        var tokens = new HashMap<String, String>();
        names().forEach(name -> tokens.put(name, tenant.request(name)));
        tokens.forEach(tenant::awaitHandled);
    }

    /** Waits until every object is there and belongs to the Kustomization that Git gives it to. */
    void awaitAllPresent() {
        ownerOf.forEach((object, owner) -> await(object + " belongs to " + name(owner))
                .atMost(Tenant.SOON)
                .untilAsserted(() -> assertThat(tenant.configMap(object)
                                .map(it -> it.getMetadata().getLabels().get("kustomize.toolkit.fluxcd.io/name")))
                        .contains(name(owner))));
    }

    private String push(Iterable<String> objects) {
        commits++;
        var files = new HashMap<String, String>();
        names().forEach(name -> files.put(name + "/keep.yaml", Tenant.configMap("keep-" + name, "1")));
        objects.forEach(object -> files.put(file(object), Tenant.configMap(object, "" + commits)));
        files.put("README.md", "commit " + commits);
        return tenant.push("commit " + commits, files);
    }

    private int ownerOf(String object) {
        return requireNonNull(ownerOf.get(object));
    }

    private String file(String object) {
        return name(ownerOf(object)) + "/" + object + ".yaml";
    }

    private List<String> names() {
        return IntStream.range(0, owners).mapToObj(MovingObjects::name).toList();
    }

    private static String name(int owner) {
        return "owner-" + owner;
    }
}
