package dev.capstan.application.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, and whenever the controller dies, the cluster comes to be what was pushed last. */
class PassPropertiesTest {
    private static final int STORIES = 40;
    private static final int EVENTS = 12;

    /** The controller dies. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Death() {
            super("dead", null, false, false);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theClusterComesToBeWhatWasPushedLast(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < STORIES; i++) {
            live(random, "seed " + seed + ", story " + i);
        }
    }

    private static void live(Random random, String name) {
        Story story = Story.of("""
                automated: {prune: true, selfHeal: true, allowEmpty: true}
                syncOptions: [CreateNamespace=true]
                retry: {limit: -1, backoff: {duration: 1s, maxDuration: 2s}}
                """);
        List<String> pushed = push(story, random);
        for (int event = 0; event < EVENTS; event++) {
            switch (random.nextInt(7)) {
                case 0 -> pushed = push(story, random);
                case 1 -> edit(story, random);
                case 2 -> remove(story, random);
                case 3 -> story.restart();
                case 4 -> dieAfter(story, random.nextInt(6));
                case 5 -> story.actions.fail("apply ConfigMap/c" + random.nextInt(4), "no room");
                default -> story.actions.mend();
            }
            pass(story, random.nextBoolean());
            story.later(Duration.ofSeconds(random.nextInt(4)));
        }
        story.actions.mend();
        story.actions.before(action -> {});
        story.refresh();
        for (int i = 0; i < 200 && !isAtRest(story); i++) {
            jobsEnd(story);
            story.later(Duration.ofSeconds(10)).pass();
        }

        assertThat(story.sync()).as(name).isEqualTo("Synced");
        assertThat(story.hasOperation()).as(name).isFalse();
        assertThat(story.cluster.names().stream()
                        .filter(object -> object.startsWith("ConfigMap/"))
                        .map(object -> object.substring("ConfigMap/".length()))
                        .map(object -> object + "="
                                + story.cluster
                                        .get("ConfigMap", object)
                                        .at("/data/key")
                                        .asText()))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(pushed);
    }

    private static boolean isAtRest(Story story) {
        return story.sync().equals("Synced") && !story.hasOperation();
    }

    /** What was pushed, as {@code name=value}. */
    private static List<String> push(Story story, Random random) {
        List<String> manifests = new ArrayList<>();
        List<String> pushed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            if (random.nextInt(3) > 0) {
                String value = "v" + random.nextInt(3);
                String wave = "argocd.argoproj.io/sync-wave: '" + random.nextInt(2) + "'";
                manifests.add(Story.annotated("c" + i, wave).replace("key: value", "key: " + value));
                pushed.add("c" + i + "=" + value);
            }
        }
        if (random.nextBoolean()) {
            manifests.add(Story.job("before", "argocd.argoproj.io/hook: PreSync"));
        }
        story.sources.push(manifests.toArray(String[]::new));
        return pushed;
    }

    private static void edit(Story story, Random random) {
        String name = "c" + random.nextInt(4);
        if (story.cluster.has("ConfigMap", name)) {
            story.cluster.edit("ConfigMap", name, object -> {
                object.withObject("/data").put("key", "edited");
                return object;
            });
        }
    }

    private static void remove(Story story, Random random) {
        String name = "c" + random.nextInt(4);
        if (story.cluster.has("ConfigMap", name)) {
            story.cluster.remove("ConfigMap", name);
        }
    }

    private static void dieAfter(Story story, int actions) {
        AtomicInteger left = new AtomicInteger(actions);
        story.actions.before(action -> {
            if (left.getAndDecrement() == 0) {
                throw new Death();
            }
        });
    }

    private static void pass(Story story, boolean isRefresh) {
        try {
            if (isRefresh) {
                story.refresh();
            } else {
                story.pass();
            }
        } catch (Death death) {
            story.restart();
            story.actions.before(action -> {});
        }
        jobsEnd(story);
    }

    private static void jobsEnd(Story story) {
        if (story.cluster.has("Job", "before")) {
            story.ended("before", "Complete");
        }
    }
}
