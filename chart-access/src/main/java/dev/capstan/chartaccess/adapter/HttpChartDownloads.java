package dev.capstan.chartaccess.adapter;

import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.ChartDownloads;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryUrl;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Fetches archives of charts over HTTP. */
public final class HttpChartDownloads implements ChartDownloads {
    private static final int OK = 200;

    private final RepositoryRequests requests;

    /** Asks over the client. */
    public HttpChartDownloads(OutboundHttp http) {
        this.requests = new RepositoryRequests(http);
    }

    @Override
    public ChartAccessResult<byte[]> get(RepositoryAccess access, URI place, long longest) {
        try (var answer = requests.get(access, place, Map.of(), longest, Deadline.in(access.timeout()))) {
            return answer.status() == OK
                    ? ChartAccessResult.success(answer.body().readAllBytes())
                    : ChartAccessResult.failed(
                            new ChartAccessFailure.ChartRefused(RepositoryUrl.shown(place), answer.status()));
        } catch (HttpFailureException e) {
            return ChartAccessResult.failed(
                    new ChartAccessFailure.ChartUnreachable(RepositoryUrl.shown(place), e.failure()));
        } catch (IOException e) {
            throw new IllegalStateException("what reading an answer throws is an HttpFailureException", e);
        }
    }
}
