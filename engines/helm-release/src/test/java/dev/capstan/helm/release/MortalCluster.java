package dev.capstan.helm.release;

import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A cluster as a process sees it that is killed at one of its requests: before the API server gets it, or after it was
 * done and before the answer came. From then on the process does nothing any more.
 */
final class MortalCluster extends ForwardingCluster {

    /** When the process dies. */
    enum Death {
        BEFORE_THE_REQUEST,
        AFTER_THE_REQUEST
    }

    /** The process is dead. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        private Killed() {
            super("killed");
        }
    }

    private final int last;
    private final Death death;
    private final AtomicInteger requests = new AtomicInteger();

    /** @param last the request at which it dies, from 1; 0 for never */
    MortalCluster(ClusterApi cluster, int last, Death death) {
        super(cluster);
        this.last = last;
        this.death = death;
    }

    /** How many requests there were. */
    int requests() {
        return requests.get();
    }

    @Override
    <T> ApiResult<T> ask(Supplier<ApiResult<T>> request) {
        int number = requests.incrementAndGet();
        if (last > 0 && (number > last || (number == last && death == Death.BEFORE_THE_REQUEST))) {
            throw new Killed();
        }
        ApiResult<T> answer = request.get();
        if (number == last) {
            throw new Killed();
        }
        return answer;
    }
}
