package dev.capstan.sealedsecret.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.kubeseal.KubesealProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The real command, without a cluster.
 *
 * @param folder for what it reads and writes
 * @param certificate where it gets the certificate
 */
record Kubeseal(Path folder, URI certificate) {

    /** A Secret that names no namespace, sealed for this one; the test is skipped where there is no kubeseal. */
    String sealed(String secret, String namespace) throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("in"), secret);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        KubesealProgram.orSkip().toString(), "--cert", certificate.toString(), "--namespace", namespace)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("kubeseal hangs");
        }
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }
}
