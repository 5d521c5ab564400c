package dev.capstan.cli.demo;

import dev.capstan.cli.terminal.Console;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps that every demo has, whoever keeps the cluster: what people do to the shop, and the time until it shows. */
final class ShopSteps {

    private static final int BY_HAND = 9;

    private final Stage stage;
    private final Console console;
    private final GitHost git;

    ShopSteps(Stage stage, GitHost git) {
        this.stage = stage;
        this.console = stage.console();
        this.git = git;
    }

    /** A commit brings the next version. */
    void commit(Resource<Deployment> shop, String place, Map<String, Optional<String>> files) throws IOException {
        String version = stage.image().next();
        String image = stage.image().at(version);
        console.step(2, "A commit");
        console.say("Somebody pushes version %s of the shop to %s; the Git host calls the webhook."
                .formatted(version, place));
        try (ObservedChange applied = ObservedChange.of(
                        shop, Rollouts.one(deployment -> image.equals(Rollouts.imageOf(deployment))));
                ObservedChange healthy = ObservedChange.of(
                        shop,
                        Rollouts.one(deployment ->
                                image.equals(Rollouts.imageOf(deployment)) && Rollouts.isRolledOut(deployment)))) {
            long begin = git.push("Release shop %s to %s".formatted(version, place), files);
            console.done(
                    "commit → changed in the cluster",
                    applied.await(begin, stage.limit(), "the new image in " + place));
            console.done(
                    "commit → rolled out and healthy",
                    healthy.await(begin, stage.limit(), "the new version rolled out in " + place));
        }
    }

    /** Somebody scales by hand. */
    void manualEdit(Resource<Deployment> shop, String place) {
        Deployment before = shop.get();
        int wanted = Rollouts.replicasOf(before);
        console.step(3, "A manual edit");
        console.say("Somebody scales the shop in " + place + " by hand:");
        console.quote("kubectl --namespace %s scale deployment %s --replicas=%d"
                .formatted(
                        before.getMetadata().getNamespace(),
                        before.getMetadata().getName(),
                        BY_HAND));
        try (ObservedChange repaired = ObservedChange.of(shop, Rollouts.backAt(wanted, BY_HAND))) {
            long begin = System.nanoTime();
            Rollouts.scale(shop, BY_HAND);
            console.done(
                    "edit → put right",
                    repaired.await(begin, stage.limit(), "%d replicas in %s again".formatted(wanted, place)));
        }
    }

    /** A commit removes the file of an object. */
    void deletedFile(Resource<ConfigMap> preview, String file, Map<String, Optional<String>> files) throws IOException {
        console.step(4, "A deleted file");
        console.say("A commit removes " + file + ".");
        if (preview.get() == null) {
            throw new DemoFailure("the ConfigMap preview is not there before its file is deleted");
        }
        try (ObservedChange gone = ObservedChange.of(preview, List::isEmpty)) {
            long begin = git.push("Remove the preview", files);
            console.done("commit → pruned", gone.await(begin, stage.limit(), "the ConfigMap preview gone"));
        }
    }
}
