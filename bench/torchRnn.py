# The reference of bench/train.ts: the same network in PyTorch, nn.RNN with tanh, the output tied to the embedding through a
# projection, full softmax, Adam, gradients clipped. Prints tokens per second.
import sys
import time

import torch

E, H, V, B, T, threads = map(int, sys.argv[1:])
torch.set_num_threads(threads)
torch.manual_seed(1)
embedding = torch.nn.Embedding(V, E)
recurrent = torch.nn.RNN(E, H)
projection = torch.nn.Linear(H, E, bias=False)
bias = torch.nn.Parameter(torch.zeros(V))
parameters = [*embedding.parameters(), *recurrent.parameters(), *projection.parameters(), bias]
adam = torch.optim.Adam(parameters, lr=1e-3, betas=(0.9, 0.99))
state = torch.zeros(1, B, H)


def step():
    global state
    tokens = torch.randint(V, (T, B))
    targets = torch.randint(V, (T * B,))
    hidden, state = recurrent(embedding(tokens), state.detach())
    logits = projection(hidden).view(T * B, E) @ embedding.weight.t() + bias
    loss = torch.nn.functional.cross_entropy(logits, targets)
    adam.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    adam.step()


step()
begun = time.perf_counter()
steps = 15
for _ in range(steps):
    step()
print(steps * B * T / (time.perf_counter() - begun))
