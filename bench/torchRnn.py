# The reference of bench/train.ts: the same network in PyTorch, nn.RNN with tanh, the output tied to the embedding through a
# projection, full softmax, Adam, gradients clipped, hidden state carried from window to window.
#   torchRnn.py E H V B T THREADS                          prints tokens per second on made-up tokens
#   torchRnn.py E H V B T THREADS TRAIN HELD_OUT SECONDS   trains; prints tokens per second and held-out perplexity per token
# Tokens are 16-bit integers; 0 opens a document and is never predicted. The embedding, the output bias and the schedule of the
# learning rate are as ours, everything else is as PyTorch initialises it.
import math
import sys
import time

import numpy
import torch

E, H, V, B, T, threads = map(int, sys.argv[1:7])
torch.set_num_threads(threads)
torch.manual_seed(1)
PEAK_RATE, WARM_UP_STEPS, FINAL_SHARE = 2e-3, 50, 0.02
embedding = torch.nn.Embedding(V, E)
torch.nn.init.normal_(embedding.weight, std=0.05)
recurrent = torch.nn.RNN(E, H)
projection = torch.nn.Linear(H, E, bias=False)
bias = torch.nn.Parameter(torch.zeros(V))
parameters = [*embedding.parameters(), *recurrent.parameters(), *projection.parameters(), bias]
adam = torch.optim.Adam(parameters, lr=PEAK_RATE, betas=(0.9, 0.99))


def losses(tokens, targets, state, reduction):
    """Cross-entropy of windows (T, B) without the start tokens, and the state after them."""
    hidden, state = recurrent(embedding(tokens), state)
    logits = projection(hidden).view(-1, E) @ embedding.weight.t() + bias
    return torch.nn.functional.cross_entropy(logits, targets.reshape(-1), ignore_index=0, reduction=reduction), state


def step(tokens, targets, state):
    loss, state = losses(tokens, targets, state, "mean")
    adam.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    adam.step()
    return state.detach()


def streams(file, count):
    """(steps, count): the tokens of a file cut into as many streams."""
    tokens = torch.from_numpy(numpy.fromfile(file, dtype=numpy.uint16).astype(numpy.int64))
    steps = len(tokens) // count
    return tokens[: steps * count].view(count, steps).t().contiguous()


def speed(steps=15):
    state = torch.zeros(1, B, H)
    window = lambda: (torch.randint(1, V, (T, B)), torch.randint(1, V, (T, B)))
    state = step(*window(), state)
    begun = time.perf_counter()
    for _ in range(steps):
        state = step(*window(), state)
    return steps * B * T / (time.perf_counter() - begun)


def train(file, seconds):
    text = streams(file, B)
    counts = torch.bincount(text.reshape(-1), minlength=V).double() + 0.5
    bias.data = (counts / counts.sum()).log().float()
    state, at, done, begun = torch.zeros(1, B, H), 0, 0, time.perf_counter()
    while (elapsed := time.perf_counter() - begun) < seconds:
        for group in adam.param_groups:
            group["lr"] = PEAK_RATE * min(1, (done + 1) / WARM_UP_STEPS) * max(FINAL_SHARE, 1 - elapsed / seconds)
        if at + T >= len(text):
            at = 0
        state = step(text[at : at + T], text[at + 1 : at + T + 1], state)
        at += T
        done += 1
    return done * B * T / (time.perf_counter() - begun)


@torch.no_grad()
def perplexity(file, count=16):
    text = streams(file, count)
    state, nats, tokens = torch.zeros(1, count, H), 0.0, 0
    for at in range(0, len(text) - 1, T):
        targets = text[at + 1 : at + T + 1]
        sums, state = losses(text[at : at + len(targets)], targets, state, "sum")
        nats += sums.item()
        tokens += (targets != 0).sum().item()
    return math.exp(nats / tokens)


if len(sys.argv) == 7:
    print(speed())
else:
    tokens_per_second = train(sys.argv[7], float(sys.argv[9]))
    print(tokens_per_second, perplexity(sys.argv[8]))
