package dev.capstan.apply.watch;

import static dev.capstan.apply.watch.RememberedCluster.CONFIG_MAP;
import static dev.capstan.apply.watch.RememberedCluster.applied;
import static dev.capstan.apply.watch.RememberedCluster.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.Cancellation;
import dev.capstan.apply.Owner;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FreshListsTest {

    private final RememberedCluster cluster = new RememberedCluster();
    private final FreshLists lists = new FreshLists("");

    @Test
    void oneOwnerAloneListsItsOwnObjects() throws Exception {
        cluster.holds("20", applied("a", "u1", "15", "ours"));

        FreshLists.Result result = ask("one").get(10, TimeUnit.SECONDS);

        assertThat(result).isInstanceOfSatisfying(FreshLists.Result.Listed.class, listed -> {
            assertThat(listed.asOf().text()).isEqualTo("20");
            assertThat(listed.objects())
                    .containsEntry(ref("a").id(), new ListedVersion("u1", new ResourceVersion("15")));
        });
        assertThat(cluster.metadataLists()).containsExactly(Selection.ownedBy(CONFIG_MAP, owner("one")));
    }

    @Test
    void whoAskWhileAListIsUnderWayShareTheNextOne() throws Exception {
        CountDownLatch isUnderWay = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        cluster.beforeMetadataList(() -> {
            isUnderWay.countDown();
            await(mayGoOn);
        });
        CompletableFuture<FreshLists.Result> first = ask("first");
        await(isUnderWay);

        List<CompletableFuture<FreshLists.Result>> others =
                IntStream.range(0, 5).mapToObj(i -> ask("other-" + i)).toList();
        Awaitility.await().until(() -> lists.waiting(CONFIG_MAP) == 5);
        mayGoOn.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(FreshLists.Result.Listed.class);
        for (CompletableFuture<FreshLists.Result> other : others) {
            assertThat(other.get(10, TimeUnit.SECONDS)).isInstanceOf(FreshLists.Result.Listed.class);
        }
        assertThat(cluster.metadataLists())
                .containsExactly(
                        Selection.ownedBy(CONFIG_MAP, owner("first")),
                        Selection.labelled(CONFIG_MAP, owner("first").nameLabel()));
    }

    private CompletableFuture<FreshLists.Result> ask(String owner) {
        var patient = new PatientCluster(cluster, Clock.systemUTC(), Duration.ZERO, new Cancellation());
        return CompletableFuture.supplyAsync(
                () -> lists.of(CONFIG_MAP, owner(owner), patient),
                task -> Thread.ofVirtual().start(task));
    }

    private static Owner owner(String name) {
        return Owner.kustomization("flux-system", name);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
