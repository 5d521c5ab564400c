package dev.capstan.cli.demo;

import dev.capstan.cli.installation.LocalInstallation;
import dev.capstan.cli.terminal.Console;
import dev.capstan.git.write.BareRepository;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * What every demo plays on.
 *
 * @param console where people read along
 * @param installation the cluster and its controllers
 * @param repository the repository that is served
 * @param repositoryUrl its address
 * @param room where notifications arrive
 * @param image what the application consists of
 */
record Stage(
        Console console,
        LocalInstallation installation,
        BareRepository repository,
        URI repositoryUrl,
        ChatRoom room,
        SampleImage image) {

    private static final Duration CHAT_PATIENCE = Duration.ofSeconds(3);

    /** A client of the cluster. */
    KubernetesClient client() {
        return installation.client();
    }

    /** How long a step may take. */
    Duration limit() {
        return image.patience();
    }

    /** The newest commit. */
    String head() throws IOException {
        return repository
                .head(SampleRepository.BRANCH)
                .orElseThrow(() -> new IllegalStateException("the repository has commits"));
    }

    /** Prints what has arrived since. */
    void showChat() {
        room.newMessages(CHAT_PATIENCE)
                .forEach(message -> console.chat("#deploys", message.replace("\n", "\n             ")));
    }
}
