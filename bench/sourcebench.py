"""What the benches of source-controller share: a cluster, a Git server that counts, and the controller that is measured.

A controller is a command that stays in the foreground; in it $KUBECONFIG names the cluster, $DATA a folder, $PORT a free port for
artifacts. The cluster is the embedded one that ./capstan demo has built. Everything stays on loopback.
"""
import collections, contextlib, functools, http.client, http.server, json, os, re, signal, socket, ssl, subprocess, sys, tempfile, threading, time, urllib.request

TLS = ssl.create_default_context()
TLS.check_hostname = False
TLS.verify_mode = ssl.CERT_NONE
GROUP = "/apis/source.toolkit.fluxcd.io/v1"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Cluster:
    """etcd and an API server in a folder of their own."""

    def __init__(self, binary, folder):
        self.folder, self.binary, self.processes, self.asked = folder, binary, [], 0
        self.base = f"https://127.0.0.1:{free_port()}"
        os.makedirs(folder + "/certs")
        subprocess.run(["openssl", "genrsa", "-out", folder + "/sa.key", "2048"], check=True, stderr=subprocess.DEVNULL)
        subprocess.run(["openssl", "rsa", "-in", folder + "/sa.key", "-pubout", "-out", folder + "/sa.pub"], check=True, stderr=subprocess.DEVNULL)
        open(folder + "/tokens.csv", "w").write("admin,admin,admin,system:masters\n")
        etcd = free_port()
        self.run("etcd", folder + "/etcd", str(etcd), str(free_port()))
        time.sleep(1)
        self.run("kube-apiserver", f"--etcd-servers=http://127.0.0.1:{etcd}", f"--secure-port={self.base.rsplit(':', 1)[1]}",
                 "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", f"--cert-dir={folder}/certs", "--authorization-mode=RBAC",
                 f"--service-account-key-file={folder}/sa.pub", f"--service-account-signing-key-file={folder}/sa.key",
                 "--service-account-issuer=https://kubernetes.default.svc", f"--token-auth-file={folder}/tokens.csv",
                 "--service-cluster-ip-range=10.0.0.0/16")
        self.kubeconfig = folder + "/kubeconfig"
        json.dump({"apiVersion": "v1", "kind": "Config", "current-context": "x",
                   "clusters": [{"name": "c", "cluster": {"server": self.base, "insecure-skip-tls-verify": True}}],
                   "users": [{"name": "u", "user": {"token": "admin"}}],
                   "contexts": [{"name": "x", "context": {"cluster": "c", "user": "u"}}]}, open(self.kubeconfig, "w"))
        until(lambda: self.answers("/readyz"), 120, "an API server that is ready")

    def manage(self):
        """Starts a controller-manager that is not throttled, so that it does not hide the contender."""
        self.run("kube-controller-manager", f"--kubeconfig={self.kubeconfig}", f"--service-account-private-key-file={self.folder}/sa.key",
                 "--leader-elect=false", "--secure-port=0", "--controllers=*,-nodelifecycle,-nodeipam", "--kube-api-qps=500", "--kube-api-burst=1000")

    def requests_of_others(self):
        """Requests to the API server so far, without watches, leases and those of this client."""
        own = self.asked
        metrics = self.request("GET", "/metrics").decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in metrics if line.startswith("apiserver_request_total{")
                   and 'verb="WATCH"' not in line and 'resource="leases"' not in line and 'component="apiserver"' in line) - own

    def settle(self):
        """Waits until nobody asks the server for anything: what other controllers do about a step before does not count for the next."""
        before, since, end = -1, time.monotonic(), time.monotonic() + 120
        while time.monotonic() < end and time.monotonic() - since < 3:
            time.sleep(0.5)
            now = self.requests_of_others()
            if now != before:
                before, since = now, time.monotonic()

    def run(self, *arguments):
        log = open(f"{self.folder}/{arguments[0]}.log", "w")
        self.processes.append(subprocess.Popen([self.binary, *arguments], stdout=log, stderr=log))

    def answers(self, path):
        try:
            return self.request("GET", path)
        except OSError:
            return None

    def request(self, method, path, body=None, kind="application/json"):
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        self.asked += path.startswith("/api")  # only these does the server count
        request = urllib.request.Request(self.base + path, data, {"Authorization": "Bearer admin", "Content-Type": kind}, method=method)
        with urllib.request.urlopen(request, context=TLS, timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text[:1] in b"{[" else text

    def merge(self, paths, body):
        """Patches many objects alike, over one connection, so that asking takes little of the time that is measured."""
        connection = http.client.HTTPSConnection(self.base.removeprefix("https://"), context=TLS, timeout=60)
        for path in paths:
            self.asked += 1
            connection.request("PATCH", path, json.dumps(body), {"Authorization": "Bearer admin", "Content-Type": "application/merge-patch+json"})
            answer = connection.getresponse()
            if answer.status != 200:
                raise SystemExit(f"{path}: {answer.status} {answer.read()}")
            answer.read()
        connection.close()

    def apply(self, path, body):
        self.request("PATCH", path + "?fieldManager=bench&force=true", body, "application/apply-patch+yaml")

    def close(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()


def until(question, seconds, what):
    """Asks until the answer is not nothing; ends the bench when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        time.sleep(0.02)
    raise SystemExit(f"after {seconds} s still not: {what}")


class Counts:
    """What a server was asked and has sent; its requests run in threads of their own."""

    def __init__(self):
        self.lock, self.requests, self.sent = threading.Lock(), collections.Counter(), 0

    def add(self, request, size):
        with self.lock:
            self.requests[request] += 1
            self.sent += size


class GitServer(http.server.ThreadingHTTPServer):
    """Serves the repositories of a folder through git http-backend, and counts."""
    daemon_threads = True

    def __init__(self, folder):
        self.folder, self.counts = folder, Counts()
        super().__init__(("127.0.0.1", 0), GitHandler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, name):
        return f"http://127.0.0.1:{self.server_port}/{name}"


class GitHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.answer(b"")

    def do_POST(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.answer(body)

    def answer(self, body):
        path, _, query = self.path.partition("?")
        environment = dict(os.environ, GIT_PROJECT_ROOT=self.server.folder, GIT_HTTP_EXPORT_ALL="1", PATH_INFO=path, QUERY_STRING=query,
                           REQUEST_METHOD=self.command, CONTENT_TYPE=self.headers.get("Content-Type") or "", CONTENT_LENGTH=str(len(body)),
                           HTTP_CONTENT_ENCODING=self.headers.get("Content-Encoding") or "", GIT_PROTOCOL=self.headers.get("Git-Protocol") or "")
        out = subprocess.run(["git", "-c", "safe.directory=*", "http-backend"], input=body, env=environment, capture_output=True).stdout
        head, _, content = out.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.server.counts.add("listing" if path.endswith("/info/refs") else "fetch", len(content))
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError):  # some go as soon as they know enough
            self.wfile.write(content)


class Contender:
    def __init__(self, command, cluster, folder):
        os.makedirs(folder)
        environment = dict(os.environ, KUBECONFIG=cluster.kubeconfig, DATA=folder, PORT=str(free_port()))
        self.log = folder + "/log"
        log = open(self.log, "w")
        self.process = subprocess.Popen(["bash", "-c", "exec " + command], env=environment, stdout=log, stderr=log, start_new_session=True)

    def statistics(self):
        """CPU seconds so far, memory now and at its peak in MiB, of all processes that the command has started."""
        if self.process.poll() is not None:
            raise SystemExit(f"the controller has ended with {self.process.returncode}")
        ticks = now = peak = 0
        for entry in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError, TypeError):  # it has ended meanwhile, or has no memory any more
                fields = open(f"/proc/{entry}/stat").read().rsplit(")", 1)[1].split()
                if int(fields[3]) == self.process.pid:
                    status = open(f"/proc/{entry}/status").read()
                    size = lambda name: int(re.search(name + r":\s+(\d+)", status)[1])
                    ticks, now, peak = ticks + int(fields[11]) + int(fields[12]), now + size("VmRSS"), peak + size("VmHWM")
        return ticks / os.sysconf("SC_CLK_TCK"), now >> 10, peak >> 10

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


def git(folder, *arguments, **options):
    return subprocess.run(["git", "-C", folder, "-c", "user.name=bench", "-c", "user.email=bench@example.org", *arguments],
                          check=True, capture_output=True, text=True, **options).stdout.strip()


def commit(repository, path, text):
    os.makedirs(os.path.dirname(f"{repository}/{path}"), exist_ok=True)
    open(f"{repository}/{path}", "w").write(text)
    git(repository, "add", path)
    git(repository, "commit", "-qm", f"Change {path}")
    return git(repository, "rev-parse", "HEAD")


def repository(folder):
    os.makedirs(folder)
    git(folder, "init", "-qb", "main")
    return folder


def source(cluster, name, url, interval):
    cluster.apply(f"{GROUP}/namespaces/default/gitrepositories/{name}", {
        "apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository", "metadata": {"name": name, "namespace": "default"},
        "spec": {"url": url, "interval": interval, "ref": {"branch": "main"}}})


def at(cluster, revisions, plural="gitrepositories"):
    """Whether every object has the artifact of its revision."""
    for item in cluster.request("GET", f"{GROUP}/{plural}")["items"]:
        artifact = item.get("status", {}).get("artifact", {})
        if item["metadata"]["name"] in revisions and not artifact.get("revision", "").endswith(revisions[item["metadata"]["name"]]):
            return False
    return True


class Measure:
    """Seconds, bytes and CPU seconds from its making to its print."""

    def __init__(self, server, contender):
        self.server, self.contender = server, contender
        self.bytes, self.start, self.cpu = server.counts.sent, time.monotonic(), contender.statistics()[0]

    def print(self, label):
        seconds = time.monotonic() - self.start
        cpu, now, peak = self.contender.statistics()
        print(f"{label:30} {seconds:8.2f} s {self.server.counts.sent - self.bytes:12} bytes {cpu - self.cpu:6.2f} CPU-s {now:5} MiB, peak {peak}",
              flush=True)


class Step:
    """From its making to its end: seconds, requests, CPU seconds, memory."""

    def __init__(self, cluster, contender, label):
        self.cluster, self.contender, self.label = cluster, contender, label
        self.requests, self.start, self.cpu = cluster.requests_of_others(), time.monotonic(), contender.statistics()[0]

    def end(self, question, seconds, what):
        @functools.wraps(question)
        def seldom():
            time.sleep(0.1)
            return question()
        until(seldom, seconds, what)
        elapsed = time.monotonic() - self.start
        time.sleep(1)  # what is still written after the last object is ready belongs to the step
        cpu, now, peak = self.contender.statistics()
        requests = self.cluster.requests_of_others() - self.requests
        print(f"{self.label:42} {elapsed:7.2f} s {requests:7.0f} requests {cpu - self.cpu:7.2f} CPU-s {now:5} MiB, peak {peak}", flush=True)


def options(parser):
    """Adds what every bench asks for."""
    parser.add_argument("--cluster", required=True, help="the devcluster binary")
    parser.add_argument("--crds", required=True, help="a folder of custom resource definitions")
    parser.add_argument("--contender", required=True, help="the command that starts the controller")


def definitions(cluster, folder):
    """Applies the custom resource definitions of a folder."""
    for file in sorted(os.listdir(folder)):
        text = open(f"{folder}/{file}", "rb").read()
        if crd := re.search(rb'^  name: "?([a-z.]+)"?$', text, re.MULTILINE):
            cluster.apply(f"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{crd[1].decode()}", text)


@contextlib.contextmanager
def started(arguments, name, prepare=lambda cluster: None):
    """A cluster with the definitions and the controller on it, in a folder that is removed in the end; what it finds at its start is prepared."""
    with tempfile.TemporaryDirectory(prefix=name + "-") as folder:
        cluster = Cluster(arguments.cluster, folder + "/cluster")
        contender = None
        try:
            definitions(cluster, arguments.crds)
            until(lambda: cluster.answers(GROUP + "/gitrepositories"), 30, "the definitions are served")
            prepare(cluster)
            contender = Contender(arguments.contender, cluster, folder + "/data")
            yield cluster, contender, folder
        except BaseException:
            if contender:
                print("the last lines of the controller's log:", *open(contender.log).readlines()[-20:], sep="\n", file=sys.stderr)
            raise
        finally:
            if contender:
                contender.close()
            cluster.close()
