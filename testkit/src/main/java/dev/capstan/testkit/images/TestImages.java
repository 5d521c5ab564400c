package dev.capstan.testkit.images;

import dev.capstan.devcluster.DevclusterBinary;
import dev.capstan.devcluster.GoProgram;
import dev.capstan.devcluster.Progress;
import dev.capstan.testkit.servers.GoServer;
import java.nio.file.Path;
import java.util.List;

/** Images that tests deploy, made of programs that are built once with Go. */
public final class TestImages {
    private static final List<String> FLAGS = List.of("-trimpath", "-buildvcs=false", "-ldflags=-s -w");

    private TestImages() {}

    /**
     * A small application: answers on {@code PORT} (8080), and does what tests ask of it. {@code testkit/go/cmd/sample/main.go} lists
     * its paths.
     */
    public static ProgramImage sample() {
        return ProgramImage.of(build("sample", GoServer.class, "./cmd/sample", "a sample application"));
    }

    /** The NATS server in the version that devcluster has, for arguments as the official image takes them. */
    public static ProgramImage nats() {
        return ProgramImage.of(
                build("nats-server", DevclusterBinary.class, "github.com/nats-io/nats-server/v2", "the NATS server"));
    }

    private static Path build(String name, Class<?> owner, String source, String content) {
        var texts = new GoProgram.Texts(
                content,
                "a minute",
                "There is no Go to build " + content + " with. Install Go 1.26 or newer, or name it:"
                        + " CAPSTAN_GO=/folder/bin/go");
        var recipe = new GoProgram.Recipe(name, owner, source, FLAGS, texts);
        return new GoProgram(recipe, System.getenv(), Progress.on(System.out, false)).obtain();
    }
}
