package dev.capstan.oci.registry;

import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.SharedQuestions;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import java.util.List;

/**
 * A client of registries. Keeps the tokens that token services gave, for as long as they are good, whether a host speaks TLS, and
 * pages of lists that need not be sent again while they do not change; all apart for everything that differs in its credentials.
 * Those who ask which manifest a reference names, or which tags there are, at the same time and with the same credentials share one
 * question. Safe for several threads.
 */
public final class RegistryClient {
    private final OutboundHttp http;
    private final RegistryLimits limits;
    private final KnownTokens tokens = new KnownTokens();
    private final KnownSchemes schemes = new KnownSchemes();
    private final KnownPages pages = new KnownPages();
    private final SharedQuestions<String, OciResult<Descriptor>> references =
            new SharedQuestions<>(RegistryClient::isOfOneAlone);
    private final SharedQuestions<String, OciResult<List<String>>> tagLists =
            new SharedQuestions<>(RegistryClient::isOfOneAlone);

    /** Talks over this HTTP client, which is the caller's to close. */
    public RegistryClient(OutboundHttp http, RegistryLimits limits) {
        this.http = http;
        this.limits = limits;
    }

    /**
     * A repository to work with. Nothing is sent yet.
     *
     * @param deadline for everything that is done with it
     */
    public RemoteRepository open(RepositoryName name, RegistryAccess access, Deadline deadline) {
        return new RemoteRepository(
                new RegistryConnection(http, name, access, deadline, tokens, schemes, pages),
                limits,
                references,
                tagLists);
    }

    private static boolean isOfOneAlone(OciResult<?> answer) {
        return answer.problem().filter(OciFailure::isOfOneAlone).isPresent();
    }
}
